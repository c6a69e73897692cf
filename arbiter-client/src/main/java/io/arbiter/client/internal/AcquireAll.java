package io.arbiter.client.internal;

import io.arbiter.client.Lease;
import io.arbiter.client.internal.context.Blocking;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Waits for several leases; if one cannot be acquired, releases the others. */
final class AcquireAll {

    private AcquireAll() {}

    static List<Lease> of(List<CompletableFuture<Lease>> calls) {
        List<Lease> granted = new ArrayList<>();
        CompletableFuture<Void> anyFailure = new CompletableFuture<>();
        calls.forEach(call -> call.whenComplete((lease, failure) -> {
            if (failure != null) {
                anyFailure.completeExceptionally(failure);
            }
        }));
        CompletableFuture<Void> all = CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new));
        all.thenRun(() -> anyFailure.complete(null));
        try {
            Blocking.get(anyFailure);
        } catch (RuntimeException e) {
            calls.forEach(call -> {
                call.cancel(true);
                call.thenAccept(Lease::releaseAsync);
            });
            throw e;
        }
        calls.forEach(call -> granted.add(call.join()));
        return granted;
    }
}
