package io.arbiter.bench.contest;

import java.util.concurrent.CompletableFuture;

/** What was acquired. */
@FunctionalInterface
public interface Grant {
    /** Completes when the release is committed. */
    CompletableFuture<Void> release();
}
