package io.arbiter.server.batch;

import io.arbiter.core.expiry.MonotonicClock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * Where a node's time comes from.
 *
 * @param clock decides
 * @param wallMillis is shown to people
 * @param timer runs what must happen later; its tasks never block
 */
public record Timing(MonotonicClock clock, LongSupplier wallMillis, ScheduledExecutorService timer) {
}
