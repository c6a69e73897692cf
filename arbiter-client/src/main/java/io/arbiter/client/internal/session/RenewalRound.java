package io.arbiter.client.internal.session;

import io.arbiter.client.gate.SendTime;
import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.client.internal.transport.CallFailedException;
import io.arbiter.client.internal.transport.EventLoop;
import io.arbiter.client.internal.transport.Fate;
import io.arbiter.client.internal.transport.Node;
import io.arbiter.v1.Call;
import io.arbiter.v1.RenewSessionRequest;
import io.arbiter.v1.RenewSessionResponse;
import io.arbiter.v1.Reply;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One renewal, over as many nodes as it takes. A node that does not answer within TTL/6 is not waited for:
 * the next one is asked as well, and the first acknowledgement counts, with its own send time. Confined to
 * the loop.
 */
final class RenewalRound {
    private final ClientContext context;
    private final Session session;
    private final Outcome outcome;
    private final long ttlNanos;
    private final long startNanos;
    private final Set<Node> tried = new HashSet<>();
    private final List<CompletableFuture<Reply>> underWay = new ArrayList<>();
    private EventLoop.Timer next = EventLoop.Timer.NONE;
    private int attempts;
    private boolean done;

    /** The ways in which a round ends. */
    interface Outcome {
        /** Acknowledged. @param asOf the session's {@link Session#observations()} at the send */
        void acknowledged(SendTime sentAt, long asOf, RenewSessionResponse answer);

        /** Refused for good. */
        void refused(CallFailedException failure);

        /** Not acknowledged within TTL/3. */
        void missed();
    }

    RenewalRound(ClientContext context, Session session, Outcome outcome) {
        this.context = context;
        this.session = session;
        this.outcome = outcome;
        this.ttlNanos = session.ttlNanos();
        this.startNanos = context.clock().nanoTime();
    }

    void start() {
        attempt();
    }

    /** Nothing is to be renewed any more. */
    void stop() {
        finish();
        underWay.forEach(attempt -> attempt.cancel(true));
    }

    /**
     * Attempts that came too late run on to their own timeouts, which detect a silent node, and reset its
     * stream with all calls on it.
     */
    private void finish() {
        done = true;
        next.cancel();
    }

    private void attempt() {
        if (done) {
            return;
        }
        if (context.clock().nanoTime() - startNanos >= ttlNanos / 3) {
            finish();
            outcome.missed();
            return;
        }
        if (tried.size() >= context.router().size()) {
            tried.clear();
        }
        Node node = context.router().pick(tried);
        tried.add(node);
        attempts++;
        send(node);
    }

    private void send(Node node) {
        Call.Builder call = Call.newBuilder()
                .setRenewSession(RenewSessionRequest.newBuilder()
                        .setSessionId(session.id())
                        .setKnownHoldingsVersion(session.knownVersion())
                        .setClosesCondemned(true));
        long asOf = session.observations();
        next = context.loop().schedule(this::attempt, ttlNanos / 6);
        // The last thing before the send: time between the two is time that the gate gives away, never takes.
        SendTime sentAt = SendTime.now(context.clock());
        CompletableFuture<Reply> attempt = node.send(call, ttlNanos / 2);
        underWay.add(attempt);
        context.continueInLoop(attempt, (reply, failure) -> answered(sentAt, asOf, reply, failure));
    }

    private void answered(SendTime sentAt, long asOf, Reply reply, Throwable failure) {
        if (done) {
            return;
        }
        if (failure == null) {
            finish();
            outcome.acknowledged(sentAt, asOf, reply.getRenewSession());
        } else if (failure instanceof CallFailedException failed) {
            failed(failed);
        }
    }

    private void failed(CallFailedException failure) {
        if (failure.fate() == Fate.REFUSED) {
            finish();
            outcome.refused(failure);
            return;
        }
        next.cancel();
        long pause = context.retries()
                .backoff()
                .nanos(attempts, tried.size() < context.router().size());
        next = context.loop().schedule(this::attempt, Math.min(pause, ttlNanos / 6));
    }
}
