package io.arbiter.chaos.bench.lease;

import io.arbiter.chaos.bench.client.Answer;
import io.arbiter.chaos.bench.client.Caller;
import io.arbiter.client.gate.Gate;
import io.arbiter.client.gate.SendTime;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * A session and its gate, kept alive by one heartbeat every third of the TTL, until it is gone or ended. As in the
 * client library, the gate counts from when an acknowledged renewal was sent.
 */
final class LeaseSession {
    private static final int RENEWALS_PER_TTL = 3;

    private final String client;
    private final String id;
    private final Gate gate;
    private final DriftingClock clock;
    private final Caller heartbeat;
    private final Stall stall;
    private final LeaseContext context;
    private final BiConsumer<SendTime, Map<String, Long>> review;
    private boolean gone;

    /**
     * @param sentAt when it was requested
     * @param review sees, after each renewal, when that was sent and which tokens it reports as held, by resource
     */
    LeaseSession(
            Name name,
            DriftingClock clock,
            SendTime sentAt,
            Caller heartbeat,
            Stall stall,
            LeaseContext context,
            BiConsumer<SendTime, Map<String, Long>> review) {
        this.client = name.client();
        this.id = name.session();
        this.clock = clock;
        this.heartbeat = heartbeat;
        this.stall = stall;
        this.context = context;
        this.review = review;
        this.gate = new Gate(clock, context.options().ttl(), context.options().gateDriftBoundPpm());
        gate.renewed(sentAt);
    }

    /** Its name for the history and the node. */
    record Name(String client, String session) {}

    void begin() {
        context.loop().every(context.options().ttl().dividedBy(RENEWALS_PER_TTL), () -> {
            stall.run(this::renew);
            return !gone;
        });
    }

    private void renew() {
        if (gone || heartbeat.isBusy()) {
            return;
        }
        SendTime sentAt = SendTime.now(clock);
        heartbeat.call(
                LeaseRequests.renew(client, id), (answer, completion) -> stall.run(() -> renewed(sentAt, answer)));
    }

    private void renewed(SendTime sentAt, Answer answer) {
        if (answer.isFail()) {
            end();
        } else if (answer.isOk() && !gone) {
            gate.renewed(sentAt);
            review.accept(sentAt, LeaseRequests.held(answer, heartbeat.client().node()));
        }
    }

    /** No more heartbeats; the gate closes permanently. */
    void end() {
        gone = true;
        gate.close();
    }

    boolean isGone() {
        return gone;
    }

    Gate gate() {
        return gate;
    }

    String client() {
        return client;
    }

    String id() {
        return id;
    }
}
