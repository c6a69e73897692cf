package io.arbiter.bench.runner.measure;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;

/** A clock that stands still until the next answer is due. */
public final class VirtualTime implements NanoClock {
    private final PriorityQueue<Due> due = new PriorityQueue<>(Comparator.comparingLong(Due::at));
    private long now = 1_000;

    private record Due(long at, CompletableFuture<Void> answer) {}

    @Override
    public long nanos() {
        return now;
    }

    /** An answer that comes after that time. */
    public CompletableFuture<Void> after(long nanos) {
        var answer = new CompletableFuture<Void>();
        due.add(new Due(now + nanos, answer));
        return answer;
    }

    /** Gives all answers, each at its time, including those that they cause. */
    public void run() {
        while (!due.isEmpty()) {
            Due next = due.remove();
            now = next.at;
            next.answer.complete(null);
        }
    }

    /** Lets that time pass within a call. */
    public void pass(long nanos) {
        now += nanos;
    }
}
