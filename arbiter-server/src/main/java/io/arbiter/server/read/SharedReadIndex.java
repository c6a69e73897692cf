package io.arbiter.server.read;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Lets many reads share one question for a read index, but only one that is asked after the read arrived: whoever comes
 * while all that may be on their way are waits for the next one. Thread-safe.
 */
final class SharedReadIndex {
    private final Supplier<CompletableFuture<Long>> ask;
    private final int atOnce;
    private CompletableFuture<Long> next = new CompletableFuture<>();
    private boolean wanted;
    private int onTheirWay;

    /** @param atOnce questions on their way at a time */
    SharedReadIndex(Supplier<CompletableFuture<Long>> ask, int atOnce) {
        this.ask = ask;
        this.atOnce = atOnce;
    }

    CompletableFuture<Long> next() {
        CompletableFuture<Long> mine;
        synchronized (this) {
            mine = next;
            wanted = true;
        }
        askIfWanted();
        return mine;
    }

    private void askIfWanted() {
        CompletableFuture<Long> answer;
        synchronized (this) {
            if (onTheirWay == atOnce || !wanted) {
                return;
            }
            onTheirWay++;
            wanted = false;
            answer = next;
            next = new CompletableFuture<>();
        }
        question().whenComplete((index, failure) -> {
            synchronized (this) {
                onTheirWay--;
            }
            askIfWanted();
            if (failure != null) {
                answer.completeExceptionally(failure);
            } else {
                answer.complete(index);
            }
        });
    }

    /** A bug that makes the log throw must not leave reads without an answer. */
    private CompletableFuture<Long> question() {
        try {
            return ask.get();
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }
}
