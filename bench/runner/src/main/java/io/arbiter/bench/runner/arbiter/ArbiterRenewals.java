package io.arbiter.bench.runner.arbiter;

import io.arbiter.bench.contest.Renewals;
import io.arbiter.bench.peers.InFlight;
import io.arbiter.v1.Call;
import io.arbiter.v1.CloseSessionRequest;
import io.arbiter.v1.RenewSessionRequest;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Sessions without a client each, renewed by the bench alone. */
final class ArbiterRenewals implements Renewals {
    private static final int MOST_TRIES = 20;
    private static final Executor LATER = CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS);

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

    /** As any client does, it is sent again if what became of it is not known: when the leader changes, above all. */
    @Override
    public CompletableFuture<Void> renew(int session) {
        return renew(session, MOST_TRIES);
    }

    private CompletableFuture<Void> renew(int session, int tries) {
        CompletableFuture<Void> sent = sessions.send(
                        session,
                        Call.newBuilder()
                                .setRenewSession(
                                        RenewSessionRequest.newBuilder().setSessionId(sessions.id(session))))
                .thenApply(reply -> null);
        return tries == 1 ? sent : sent.exceptionallyComposeAsync(failed -> renew(session, tries - 1), LATER);
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
