package io.arbiter.bench.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.function.IntFunction;

/** Many requests, of which a bounded number run at a time. */
public final class InFlight {
    private static final int AT_A_TIME = 256;

    private InFlight() {}

    /** Makes request 0 to {@code count} - 1 and waits for all; returns their answers in that order. */
    public static <T> List<T> all(int count, IntFunction<CompletableFuture<T>> request) {
        var free = new Semaphore(AT_A_TIME);
        List<CompletableFuture<T>> answers = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            free.acquireUninterruptibly();
            CompletableFuture<T> answer = request.apply(i);
            answers.add(answer);
            answer.whenComplete((value, failure) -> free.release());
        }
        return answers.stream().map(CompletableFuture::join).toList();
    }
}
