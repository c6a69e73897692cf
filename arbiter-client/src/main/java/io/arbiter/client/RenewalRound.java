package io.arbiter.client;

import io.arbiter.client.gate.SendTime;
import io.arbiter.client.transport.CallFailedException;
import io.arbiter.client.transport.EventLoop;
import io.arbiter.client.transport.Fate;
import io.arbiter.client.transport.Node;
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
 * the next one is asked beside it, and whichever acknowledges first counts, with its own send time. Confined
 * to the loop.
 */
final class RenewalRound {
    private final Parts parts;
    private final Session session;
    private final Outcome outcome;
    private final long ttlNanos;
    private final long startNanos;
    private final Set<Node> tried = new HashSet<>();
    private final List<CompletableFuture<Reply>> underWay = new ArrayList<>();
    private EventLoop.Timer next = EventLoop.Timer.NONE;
    private int attempts;
    private boolean done;

    /** How a round ends. */
    interface Outcome {
        /** Acknowledged. @param mark the session's {@link Session#mark()} at the send */
        void acknowledged(SendTime sentAt, long mark, RenewSessionResponse answer);

        /** Refused for good. */
        void refused(CallFailedException failure);

        /** Not acknowledged within TTL/3. */
        void missed();
    }

    RenewalRound(Parts parts, Session session, Outcome outcome) {
        this.parts = parts;
        this.session = session;
        this.outcome = outcome;
        this.ttlNanos = session.ttlNanos();
        this.startNanos = parts.clock().nanoTime();
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
     * Attempts that came too late run on to their own timeouts: that is what tells a silent node, and resets its
     * stream with all that waits on it.
     */
    private void finish() {
        done = true;
        next.cancel();
    }

    private void attempt() {
        if (done) {
            return;
        }
        if (parts.clock().nanoTime() - startNanos >= ttlNanos / 3) {
            finish();
            outcome.missed();
            return;
        }
        if (tried.size() >= parts.router().size()) {
            tried.clear();
        }
        Node node = parts.router().pick(tried);
        tried.add(node);
        attempts++;
        send(node);
    }

    private void send(Node node) {
        Call.Builder call = Call.newBuilder().setRenewSession(RenewSessionRequest.newBuilder()
                .setSessionId(session.id()).setKnownHoldingsVersion(session.knownVersion()));
        long mark = session.mark();
        next = parts.loop().schedule(this::attempt, ttlNanos / 6);
        // The last thing before the send: what passes between the two is time the gate gives away, never
        // takes.
        SendTime sentAt = SendTime.now(parts.clock());
        CompletableFuture<Reply> attempt = node.send(call, ttlNanos / 2);
        underWay.add(attempt);
        parts.then(attempt, (reply, failure) -> answered(sentAt, mark, reply, failure));
    }

    private void answered(SendTime sentAt, long mark, Reply reply, Throwable failure) {
        if (done) {
            return;
        }
        if (failure == null) {
            finish();
            outcome.acknowledged(sentAt, mark, reply.getRenewSession());
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
        long pause = parts.retries().backoff().nanos(attempts, tried.size() < parts.router().size());
        next = parts.loop().schedule(this::attempt, Math.min(pause, ttlNanos / 6));
    }
}
