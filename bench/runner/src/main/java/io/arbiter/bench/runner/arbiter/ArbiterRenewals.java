package io.arbiter.bench.runner.arbiter;

import io.arbiter.bench.contest.Renewals;
import io.arbiter.bench.peers.InFlight;
import io.arbiter.v1.Call;
import io.arbiter.v1.CloseSessionRequest;
import io.arbiter.v1.OpenSessionRequest;
import io.arbiter.v1.RenewSessionRequest;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Sessions without a client each, over a few connections to one node. */
final class ArbiterRenewals implements Renewals {
    private static final int CONNECTIONS = 4;

    private final Ways ways;
    private final List<CallStream> streams;
    private final List<Long> sessions;

    private ArbiterRenewals(Ways ways, List<CallStream> streams, List<Long> sessions) {
        this.ways = ways;
        this.streams = streams;
        this.sessions = sessions;
    }

    static ArbiterRenewals open(Ways ways, String region, int count, Duration ttl) {
        List<CallStream> streams = IntStream.range(0, CONNECTIONS)
                .mapToObj(i -> new CallStream(channel(ways))).toList();
        var request = OpenSessionRequest.newBuilder().setHolder("bench").setRegion(region)
                .setTtlMillis(ttl.toMillis());
        String run = UUID.randomUUID().toString();
        List<Long> sessions = InFlight.all(count, i -> streams.get(i % CONNECTIONS)
                .send(Call.newBuilder().setOpenSession(request.clone().setClientId(run + "-" + i).setIncarnation("1")))
                .thenApply(reply -> reply.getOpenSession().getSessionId()));
        return new ArbiterRenewals(ways, streams, sessions);
    }

    private static ManagedChannel channel(Ways ways) {
        return ways.open(ways.endpoints().get(0));
    }

    @Override
    public int sessions() {
        return sessions.size();
    }

    @Override
    public CompletableFuture<Void> renew(int session) {
        return streams.get(session % CONNECTIONS).send(Call.newBuilder().setRenewSession(
                RenewSessionRequest.newBuilder().setSessionId(sessions.get(session)))).thenApply(reply -> null);
    }

    @Override
    public void close() {
        InFlight.all(sessions.size(), i -> streams.get(i % CONNECTIONS).send(Call.newBuilder().setCloseSession(
                CloseSessionRequest.newBuilder().setSessionId(sessions.get(i)))));
        ways.cut();
    }
}
