package io.arbiter.bench.runner.measure;

import java.util.concurrent.CompletableFuture;

/** A caller's repeated operation. */
@FunctionalInterface
public interface Step {
    /**
     * Starts the next one; must not block.
     *
     * @param caller from 0
     * @param timings the place to note durations
     */
    CompletableFuture<?> begin(int caller, Timings timings);
}
