package io.arbiter.chaos.bench.lease;

import io.arbiter.chaos.bench.client.Caller;
import io.arbiter.chaos.bench.client.Request;
import io.arbiter.chaos.history.Operation;
import io.arbiter.client.gate.SendTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * After all: each resource is acquired once more, its guarded value read, and released, which shows every acknowledged
 * write. Failed requests are tried again, through the next node.
 */
final class FinalReads {
    private static final Duration BEFORE_RETRY = Duration.ofMillis(200);

    private final LeaseContext context;
    private final Queue<Caller> callers;
    private final Queue<String> left;
    private final CompletableFuture<Void> done = new CompletableFuture<>();
    private int attempts;

    FinalReads(LeaseContext context, List<Caller> callers, Collection<String> resources) {
        this.context = context;
        this.callers = new ArrayDeque<>(callers);
        this.left = new ArrayDeque<>(resources);
    }

    CompletableFuture<Void> begin() {
        if (left.isEmpty()) {
            done.complete(null);
        } else {
            Caller caller = callers.remove();
            callers.add(caller);
            new Attempt(caller, left.peek()).open();
        }
        return done;
    }

    private final class Attempt {
        private final Caller caller;
        private final String resource;
        private final String client;
        private final DriftingClock clock = new DriftingClock(context.trueTime());
        private LeaseSession session;

        Attempt(Caller caller, String resource) {
            this.caller = caller;
            this.resource = resource;
            this.client = caller.client().name() + ".final" + ++attempts;
        }

        void open() {
            SendTime sentAt = SendTime.now(clock);
            call(LeaseRequests.open(client, context.options().ttl()), opened -> {
                session = new LeaseSession(
                        new LeaseSession.Name(client, opened.text("session")),
                        clock,
                        sentAt,
                        caller.sibling(),
                        new Stall(),
                        context,
                        (sent, held) -> {});
                session.begin();
                acquire();
            });
        }

        private void acquire() {
            Duration wait = context.options().ttl().multipliedBy(2);
            call(
                    LeaseRequests.acquire(resource, client, session.id(), wait),
                    acquired -> read(acquired.number("token")));
        }

        private void read(long token) {
            call(
                    LeaseRequests.guardedRead(resource, client, token),
                    read -> call(
                            LeaseRequests.release(resource, client, session.id(), token),
                            released -> call(LeaseRequests.holder(resource), holder -> finish())));
        }

        private void finish() {
            session.end();
            left.remove();
            begin();
        }

        private void call(Request request, Consumer<Operation> then) {
            caller.call(request, (answer, completion) -> {
                if (answer.isOk()) {
                    then.accept(completion);
                } else {
                    giveUp();
                }
            });
        }

        private void giveUp() {
            if (session != null) {
                session.end();
            }
            context.loop().after(BEFORE_RETRY, FinalReads.this::begin);
        }
    }
}
