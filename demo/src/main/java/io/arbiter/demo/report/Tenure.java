package io.arbiter.demo.report;

import java.time.Instant;

/**
 * A region held the lease, as the arbiter's events report it.
 *
 * @param granted the proposing node's wall clock: a moment before the grant takes effect
 * @param ended   the same for its end; the end of the record if it was still held
 */
public record Tenure(String region, long token, Instant granted, Instant ended) {}
