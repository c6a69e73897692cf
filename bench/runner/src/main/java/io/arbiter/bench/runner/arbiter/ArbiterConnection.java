package io.arbiter.bench.runner.arbiter;

import io.arbiter.bench.contest.Client;
import io.arbiter.bench.contest.Grant;
import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.Lease;
import io.arbiter.client.WatchListener;
import io.arbiter.client.internal.WireAccess;
import io.arbiter.client.model.Consistency;
import io.arbiter.client.model.Event;
import io.arbiter.testsupport.process.Daemon;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The client library as asynchronous code uses it: the stages of its futures run where the answer was read, because the
 * callers of the bench never block.
 */
final class ArbiterConnection implements Client {
    private final Ways ways;
    private final ArbiterClient client;
    private volatile boolean vanished;

    ArbiterConnection(Ways ways, String region, Duration ttl) {
        this.ways = ways;
        var builder = ArbiterClient.builder()
                .endpoints(ways.endpoints())
                .region(region)
                .ttl(ttl)
                .callbackExecutor(Runnable::run);
        this.client = WireAccess.channels(builder, ways::open).build();
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
     * Only the leader knows how long the holder's silence may last, so a follower forwards a request for the holder. By
     * itself it answers a read of the resource's record: who writes, and where.
     */
    @Override
    public CompletableFuture<Void> read(String resource) {
        return ways.isPinned()
                ? client.asyncAdmin()
                        .getRecord(resource, Consistency.LINEARIZABLE)
                        .thenApply(read -> null)
                : client.asyncAdmin()
                        .getLease(resource, Consistency.LINEARIZABLE)
                        .thenApply(read -> null);
    }

    @Override
    public CompletableFuture<Void> watch(String resource, Runnable onTaken) {
        return client.asyncAdmin()
                .listLeases(resource, "", 1, Consistency.LINEARIZABLE)
                .thenAccept(page -> client.watch(resource, page.revision() + 1, new Taken(onTaken)));
    }

    @Override
    public void vanish() {
        vanished = true;
        ways.cut();
    }

    @Override
    public void close() {
        if (vanished) {
            // It tries for the whole request timeout to close its session over connections that no longer exist.
            Daemon.start("farewell", client::close);
        } else {
            client.close();
        }
    }

    private record Taken(Runnable onTaken) implements WatchListener {
        @Override
        public void onEvents(List<Event> events, long upToRevision) {
            events.stream().filter(Event.LeaseGranted.class::isInstance).forEach(event -> onTaken.run());
        }

        @Override
        public void onClosed(ArbiterException cause) {
            throw cause;
        }
    }
}
