package io.arbiter.client;

import java.util.concurrent.CompletableFuture;

/** What {@link CompletableFuture} lacks. */
final class Futures {

    private Futures() {
    }

    /** Completes the second as the first completes. */
    static <T> void copy(CompletableFuture<T> from, CompletableFuture<T> to) {
        from.whenComplete((value, failure) -> {
            if (failure == null) {
                to.complete(value);
            } else {
                to.completeExceptionally(failure);
            }
        });
    }
}
