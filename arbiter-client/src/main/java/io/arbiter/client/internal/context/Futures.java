package io.arbiter.client.internal.context;

import java.util.concurrent.CompletableFuture;

/** Functions that {@link CompletableFuture} lacks. */
public final class Futures {

    private Futures() {}

    /** Completes the second as the first completes. */
    public static <T> void copy(CompletableFuture<T> from, CompletableFuture<T> to) {
        from.whenComplete((value, failure) -> {
            if (failure == null) {
                to.complete(value);
            } else {
                to.completeExceptionally(failure);
            }
        });
    }
}
