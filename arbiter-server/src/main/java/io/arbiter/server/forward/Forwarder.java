package io.arbiter.server.forward;

import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.replica.ReplicaListener;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import io.grpc.Context;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Sends calls to the leader over one stream, and matches the answers. When the leader changes, what is under way to the
 * old one fails at once instead of at its deadline. Thread-safe.
 */
public final class Forwarder implements ReplicaListener {
    private record Route(Member leader, PeerStream stream) {
    }

    private final PeerChannels channels;
    private final Meter forwarded;
    private final AtomicLong lastId = new AtomicLong();
    private Route route;

    public Forwarder(PeerChannels channels, MetricRegistry registry) {
        this.channels = channels;
        this.forwarded = registry.meter("arbiter.calls.forwarded");
    }

    /** A call under way to the leader; {@code abandon} says whether it was definitely never sent. */
    public record Forwarded(CompletableFuture<Reply> reply, Supplier<Boolean> abandon) {
    }

    /** The reply has the id that the call came with. Fails with a {@code CallFailure} if the connection breaks. */
    public Forwarded forward(Member leader, Call call, long timeoutMillis) {
        forwarded.mark();
        Call onward = call.toBuilder()
                .setId(lastId.incrementAndGet())
                .setTimeoutMillis(Math.max(1, timeoutMillis))
                .setForwarded(true)
                .build();
        var underWay = new ForwardedCall(onward);
        PeerStream first = streamTo(leader);
        PeerStream taken = first.offer(underWay) ? first : replace(leader, first);
        if (taken != first && !taken.offer(underWay)) {
            underWay.reply().completeExceptionally(underWay.lost("it refuses connections"));
        }
        return new Forwarded(
                underWay.reply().thenApply(reply -> reply.toBuilder().setId(call.getId()).build()),
                () -> taken.abandon(underWay));
    }

    private synchronized PeerStream streamTo(Member leader) {
        if (route == null || !route.leader().equals(leader)) {
            route = new Route(leader, open(leader));
        }
        return route.stream();
    }

    private synchronized PeerStream replace(Member leader, PeerStream broken) {
        if (route == null || route.stream() == broken) {
            route = new Route(leader, open(leader));
        }
        return route.stream();
    }

    /** Outside of the caller's gRPC context, or the stream of all would end with the call that came first. */
    private PeerStream open(Member leader) {
        var stream = new PeerStream();
        Context.ROOT.run(() -> ArbiterGrpc.newStub(channels.to(leader)).calls(stream));
        return stream;
    }

    @Override
    public void leadershipChanged(Leadership leadership) {
        Optional<Route> old = routeAwayFrom(leadership);
        old.ifPresent(gone -> gone.stream().cancel(gone.leader().name() + " does not lead any more"));
    }

    private synchronized Optional<Route> routeAwayFrom(Leadership leadership) {
        if (route == null || leadership.leader().isEmpty() || leadership.leader().get().equals(route.leader())) {
            return Optional.empty();
        }
        Optional<Route> old = Optional.of(route);
        route = null;
        return old;
    }
}
