package io.arbiter.bench.runner.arbiter;

import io.arbiter.bench.contest.Client;
import io.arbiter.bench.contest.Grant;
import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.Lease;
import io.arbiter.client.WatchListener;
import io.arbiter.v1.Consistency;
import io.arbiter.v1.Event;
import io.arbiter.v1.ListLeasesRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The client library as anybody would use it from asynchronous code: the stages of its futures run where the answer
 * was read, since the callers of the bench never block.
 */
final class ArbiterConnection implements Client {
    private final Ways ways;
    private final ArbiterClient client;
    private volatile boolean vanished;

    ArbiterConnection(Ways ways, String region, Duration ttl) {
        this.ways = ways;
        this.client = ArbiterClient.builder().endpoints(ways.endpoints()).region(region).ttl(ttl)
                .channelFactory(ways).callbackExecutor(Runnable::run).build();
    }

    @Override
    public CompletableFuture<Grant> acquire(String resource) {
        return lock(resource, Duration.ZERO);
    }

    @Override
    public CompletableFuture<Grant> lock(String resource, Duration atMost) {
        return client.acquireAsync(resource, atMost).thenApply(ArbiterConnection::grant);
    }

    private static Grant grant(Lease lease) {
        return lease::releaseAsync;
    }

    /**
     * How long the holder's silence may last is known to the leader alone, so that a follower passes the question of
     * who holds on. What it answers itself is the resource's record: who writes, and where.
     */
    @Override
    public CompletableFuture<Void> read(String resource) {
        return ways.isPinned()
                ? client.asyncAdmin().getRecord(resource, Consistency.CONSISTENCY_LINEARIZABLE).thenApply(read -> null)
                : client.asyncAdmin().getLease(resource, Consistency.CONSISTENCY_LINEARIZABLE).thenApply(read -> null);
    }

    @Override
    public CompletableFuture<Void> watch(String resource, Runnable onTaken) {
        var now = ListLeasesRequest.newBuilder().setPrefix(resource).setPageSize(1).build();
        return client.asyncAdmin().listLeases(now).thenAccept(page -> client.watch(resource, page.getRevision() + 1,
                new Taken(onTaken)));
    }

    @Override
    public void vanish() {
        vanished = true;
        ways.cut();
    }

    @Override
    public void close() {
        if (vanished) {
            // It tries for the whole request timeout to say farewell over connections that are no more.
            Thread farewell = new Thread(client::close, "farewell");
            farewell.setDaemon(true);
            farewell.start();
        } else {
            client.close();
        }
    }

    private record Taken(Runnable onTaken) implements WatchListener {
        @Override
        public void happened(List<Event> events, long upToRevision) {
            events.stream().filter(Event::hasLeaseGranted).forEach(event -> onTaken.run());
        }

        @Override
        public void ended(ArbiterException cause) {
            throw cause;
        }
    }
}
