/** What this machine takes for the least that any of the systems has to do: no system can be faster than its parts. */
package io.arbiter.bench.contest.floor;
