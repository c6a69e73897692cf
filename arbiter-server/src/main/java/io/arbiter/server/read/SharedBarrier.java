package io.arbiter.server.read;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Lets many reads share one question for a barrier, but only one that is asked after the read arrived: whoever comes
 * while a question is on its way waits for the next one. Thread-safe.
 */
final class SharedBarrier {
    private final Supplier<CompletableFuture<Long>> ask;
    private CompletableFuture<Long> next = new CompletableFuture<>();
    private boolean wanted;
    private boolean asking;

    SharedBarrier(Supplier<CompletableFuture<Long>> ask) {
        this.ask = ask;
    }

    CompletableFuture<Long> index() {
        CompletableFuture<Long> mine;
        synchronized (this) {
            mine = next;
            wanted = true;
        }
        askIfIdle();
        return mine;
    }

    private void askIfIdle() {
        CompletableFuture<Long> answer;
        synchronized (this) {
            if (asking || !wanted) {
                return;
            }
            asking = true;
            wanted = false;
            answer = next;
            next = new CompletableFuture<>();
        }
        ask.get().whenComplete((index, failure) -> {
            synchronized (this) {
                asking = false;
            }
            askIfIdle();
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else {
                answer.complete(index);
            }
        });
    }
}
