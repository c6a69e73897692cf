package io.arbiter.server.forward;

import io.arbiter.core.auth.Principal;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.metrics.Meters;
import io.arbiter.v1.Call;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends calls on to the leader under ids of their own, marked so that they are not forwarded again, and with whose call
 * it is. Thread-safe.
 */
public final class Forwarder {
    private final Peers peers;
    private final Counter forwarded =
            Meters.counter("arbiter_calls_forwarded_total", "Calls that this node passed on to the leader");
    private final AtomicLong lastId = new AtomicLong();

    public Forwarder(Peers peers, PrometheusRegistry registry) {
        this.peers = peers;
        registry.register(forwarded);
    }

    /** The reply has the id that the call came with; the reply fails as described at {@link Peers#send}. */
    public Forwarded forward(Member leader, Call call, Principal caller, long timeoutMillis) {
        forwarded.inc();
        Forwarded sent = peers.send(
                leader,
                call.toBuilder()
                        .setId(lastId.incrementAndGet())
                        .setTimeoutMillis(Math.max(1, timeoutMillis))
                        .setForwarded(true)
                        .setCaller(caller.identity())
                        .build());
        return new Forwarded(
                sent.reply()
                        .thenApply(
                                reply -> reply.toBuilder().setId(call.getId()).build()),
                sent.cancel());
    }
}
