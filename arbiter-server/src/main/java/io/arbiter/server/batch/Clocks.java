package io.arbiter.server.batch;

import io.arbiter.core.expiry.MonotonicClock;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * The sources of a node's time.
 *
 * @param clock decides
 * @param wallMillis is shown to people
 * @param timer runs delayed tasks, which never block
 */
public record Clocks(MonotonicClock clock, LongSupplier wallMillis, ScheduledExecutorService timer) {}
