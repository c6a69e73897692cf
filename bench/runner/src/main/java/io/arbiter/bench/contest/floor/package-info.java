/** The least that this machine needs for the parts of any system: no system can be faster than its parts. */
package io.arbiter.bench.contest.floor;
