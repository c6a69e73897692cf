package io.arbiter.bench.contest;

import java.util.concurrent.CompletableFuture;

/** An acquired resource. */
@FunctionalInterface
public interface Grant {
    /** Completes when the release is committed. */
    CompletableFuture<Void> release();
}
