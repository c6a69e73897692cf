package io.arbiter.server.forward;

import io.arbiter.internal.v1.PeerGrpc;
import io.arbiter.internal.v1.ReadIndexRequest;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.TermAck;
import io.arbiter.server.replica.ReplicaListener;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.Call;
import io.grpc.Context;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Peers over gRPC: calls go over one stream to the leader, and answers are matched by id. When the leader changes,
 * calls under way to the old one fail at once instead of at their deadlines. Thread-safe.
 */
public final class GrpcPeers implements Peers, ReplicaListener {
    private static final long READ_INDEX_SECONDS = 5;

    private record Route(Member leader, PeerStream stream) {}

    private final PeerChannels channels;
    private final ClusterHeader cluster;
    private Route route;

    /** Add this to the replica's listeners. */
    public GrpcPeers(PeerChannels channels, ClusterHeader cluster) {
        this.channels = channels;
        this.cluster = cluster;
    }

    @Override
    public Forwarded send(Member leader, Call call) {
        var inFlight = new ForwardedCall(call);
        PeerStream first = streamTo(leader);
        PeerStream taken = first.offer(inFlight) ? first : replace(leader, first);
        if (taken != first && !taken.offer(inFlight)) {
            inFlight.reply().completeExceptionally(inFlight.lost("it refuses connections"));
        }
        return new Forwarded(inFlight.reply(), () -> taken.cancelCall(inFlight));
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

    /** Outside of the caller's gRPC context, because otherwise the shared stream would end with the first call. */
    private PeerStream open(Member leader) {
        var stream = new PeerStream();
        Context.ROOT.run(() -> ArbiterGrpc.newStub(channels.to(leader))
                .withInterceptors(cluster)
                .calls(stream));
        return stream;
    }

    @Override
    public CompletableFuture<Long> readIndex(Member leader, TermAck self) {
        var request = ReadIndexRequest.newBuilder()
                .setNode(self.node().toString())
                .setTerm(self.term())
                .build();
        var answer = new ReadIndexAnswer();
        // Shared by many reads, so not in the gRPC context of any.
        Context.ROOT.run(() -> PeerGrpc.newStub(channels.to(leader))
                .withInterceptors(cluster)
                .withDeadlineAfter(READ_INDEX_SECONDS, TimeUnit.SECONDS)
                .readIndex(request, answer));
        return answer.index();
    }

    @Override
    public void leadershipChanged(Leadership leadership) {
        Optional<Route> old = routeAwayFrom(leadership);
        old.ifPresent(gone -> gone.stream().cancel(gone.leader().name() + " does not lead any more"));
    }

    private synchronized Optional<Route> routeAwayFrom(Leadership leadership) {
        if (route == null
                || leadership.leader().isEmpty()
                || leadership.leader().get().equals(route.leader())) {
            return Optional.empty();
        }
        Optional<Route> old = Optional.of(route);
        route = null;
        return old;
    }
}
