package io.arbiter.server.forward;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import io.arbiter.server.consensus.Member;
import io.arbiter.v1.Call;
import java.util.concurrent.atomic.AtomicLong;

/** Sends calls on to the leader under ids of their own, marked so that they are not forwarded again. Thread-safe. */
public final class Forwarder {
    private final Peers peers;
    private final Meter forwarded;
    private final AtomicLong lastId = new AtomicLong();

    public Forwarder(Peers peers, MetricRegistry registry) {
        this.peers = peers;
        this.forwarded = registry.meter("arbiter.calls.forwarded");
    }

    /** The reply has the id that the call came with; it fails as {@link Peers#send} says. */
    public Forwarded forward(Member leader, Call call, long timeoutMillis) {
        forwarded.mark();
        Forwarded sent = peers.send(leader, call.toBuilder()
                .setId(lastId.incrementAndGet())
                .setTimeoutMillis(Math.max(1, timeoutMillis))
                .setForwarded(true)
                .build());
        return new Forwarded(sent.reply().thenApply(reply -> reply.toBuilder().setId(call.getId()).build()),
                sent.abandon());
    }
}
