/** What the bench asks of a system, the same of each. */
package io.arbiter.bench.contest;
