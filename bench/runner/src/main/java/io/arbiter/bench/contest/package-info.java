/** The bench's requests to a system, the same for each. */
package io.arbiter.bench.contest;
