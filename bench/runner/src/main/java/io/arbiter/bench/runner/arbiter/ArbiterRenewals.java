package io.arbiter.bench.runner.arbiter;

import io.arbiter.bench.contest.Renewals;
import io.arbiter.bench.peers.InFlight;
import io.arbiter.v1.Call;
import io.arbiter.v1.CloseSessionRequest;
import io.arbiter.v1.RenewSessionRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Sessions without a client each, renewed by the bench alone. */
final class ArbiterRenewals implements Renewals {
    private final Ways ways;
    private final ManySessions sessions;

    private ArbiterRenewals(Ways ways, ManySessions sessions) {
        this.ways = ways;
        this.sessions = sessions;
    }

    static ArbiterRenewals open(Ways ways, String region, int count, Duration ttl) {
        return new ArbiterRenewals(ways, ManySessions.open(ways, region, count, ttl));
    }

    @Override
    public int sessions() {
        return sessions.count();
    }

    @Override
    public CompletableFuture<Void> renew(int session) {
        return sessions.send(
                        session,
                        Call.newBuilder()
                                .setRenewSession(
                                        RenewSessionRequest.newBuilder().setSessionId(sessions.id(session))))
                .thenApply(reply -> null);
    }

    @Override
    public void close() {
        InFlight.all(
                sessions.count(),
                i -> sessions.send(
                        i,
                        Call.newBuilder()
                                .setCloseSession(
                                        CloseSessionRequest.newBuilder().setSessionId(sessions.id(i)))));
        ways.cut();
    }
}
