package io.arbiter.chaos.bench.workload;

import io.arbiter.chaos.bench.client.Answer;
import io.arbiter.chaos.bench.client.Caller;
import io.arbiter.chaos.bench.client.Request;
import io.arbiter.chaos.bench.loop.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** Requests, each of which one caller after the other makes until it is answered. */
final class FinalCalls {
    private static final Duration BEFORE_RETRY = Duration.ofMillis(100);

    private final EventLoop loop;
    private final Queue<Caller> idle;
    private final Queue<Request> left;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int unanswered;

    private FinalCalls(EventLoop loop, List<Caller> callers, Collection<Request> requests) {
        this.loop = loop;
        this.idle = new ArrayDeque<>(callers);
        this.left = new ArrayDeque<>(requests);
        this.unanswered = requests.size();
    }

    /** Completes when all are answered; never, if one never is. */
    static CompletableFuture<Void> ask(EventLoop loop, List<Caller> callers, Collection<Request> requests) {
        var calls = new FinalCalls(loop, callers, requests);
        calls.goOn();
        return calls.done;
    }

    private void goOn() {
        if (unanswered == 0) {
            done.complete(null);
        }
        while (!left.isEmpty() && !idle.isEmpty()) {
            ask(idle.remove(), left.remove());
        }
    }

    private void ask(Caller caller, Request request) {
        caller.call(request, (answer, completion) -> {
            idle.add(caller);
            answered(request, answer);
        });
    }

    private void answered(Request request, Answer answer) {
        if (answer.isOk()) {
            unanswered--;
            goOn();
        } else {
            loop.after(BEFORE_RETRY, () -> {
                left.add(request);
                goOn();
            });
        }
    }
}
