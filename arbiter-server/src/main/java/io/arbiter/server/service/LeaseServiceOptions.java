package io.arbiter.server.service;

import com.codahale.metrics.MetricRegistry;
import io.arbiter.core.expiry.MonotonicClock;
import io.arbiter.server.batch.BatchLimits;
import java.util.function.LongSupplier;

/**
 * How one node's service works, whatever reaches it.
 *
 * @param clock decides
 * @param wallMillis is shown to people
 * @param callsUnderWay on this node, waits included
 */
public record LeaseServiceOptions(MonotonicClock clock, LongSupplier wallMillis, BatchLimits batchLimits,
        int callsUnderWay, MetricRegistry metrics) {
}
