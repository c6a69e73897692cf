package io.arbiter.bench.runner.arbiter;

import io.arbiter.bench.peers.InFlight;
import io.arbiter.v1.Call;
import io.arbiter.v1.OpenSessionRequest;
import io.arbiter.v1.Reply;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Sessions without a client each, over a few connections to one node. */
record ManySessions(List<CallStream> streams, List<Long> ids) {
    private static final int CONNECTIONS = 4;

    /** @param ways to one node; their creator cuts them */
    static ManySessions open(Ways ways, String region, int count, Duration ttl) {
        List<CallStream> streams = IntStream.range(0, CONNECTIONS)
                .mapToObj(i -> new CallStream(ways.open(ways.endpoints().get(0))))
                .toList();
        var request = OpenSessionRequest.newBuilder()
                .setHolder("bench")
                .setRegion(region)
                .setTtlMillis(ttl.toMillis());
        String run = UUID.randomUUID().toString();
        List<Long> ids = InFlight.all(
                count,
                i -> streams.get(i % CONNECTIONS)
                        .send(Call.newBuilder()
                                .setOpenSession(request.clone()
                                        .setClientId(run + "-" + i)
                                        .setIncarnation("1")))
                        .thenApply(reply -> reply.getOpenSession().getSessionId()));
        return new ManySessions(streams, ids);
    }

    int count() {
        return ids.size();
    }

    /** Of the session of that number, 0 to {@link #count()} - 1. */
    long id(int session) {
        return ids.get(session);
    }

    /** Makes a call of that session, over its connection. */
    CompletableFuture<Reply> send(int session, Call.Builder call) {
        return streams.get(session % CONNECTIONS).send(call);
    }
}
