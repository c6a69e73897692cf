package io.arbiter.server.read;

import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Lets many reads share one request for a read index. With the maximum in flight, a new read joins the next request,
 * never one already sent. Thread-safe.
 */
final class SharedReadIndex {
    private final Supplier<CompletableFuture<Long>> ask;
    private final int atOnce;
    private CompletableFuture<Long> next = new CompletableFuture<>();
    private boolean wanted;
    private int onTheirWay;

    /** @param atOnce requests in flight at a time */
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
