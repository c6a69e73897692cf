package io.arbiter.bench.runner.measure;

import java.util.concurrent.CompletableFuture;

/** What a caller does again and again. */
@FunctionalInterface
public interface Step {
    /**
     * Begins the next one; must not block.
     *
     * @param caller from 0
     * @param timings where to note what took how long
     */
    CompletableFuture<?> begin(int caller, Timings timings);
}
