package io.arbiter.bench.runner.scenario;

import io.arbiter.bench.contest.Cluster;
import io.arbiter.bench.runner.measure.Meter;
import io.arbiter.bench.runner.measure.Round;
import io.arbiter.bench.runner.measure.Shares;
import io.arbiter.bench.runner.measure.Timings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.LongStream;

/**
 * Clients with a connection and a session each contend for one resource: the holder releases it at once and queues
 * again. The latency is the time in the queue.
 */
public record Handoff(int clients, Place place) implements Scenario {
    private static final String RESOURCE = "handoff";
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @Override
    public List<String> names() {
        return List.of("handoff");
    }

    @Override
    public Optional<Stage> prepare(Cluster cluster) {
        return Optional.of(new Contending(cluster, Connections.open(cluster, place.in(cluster), clients)));
    }

    private final class Contending implements Stage {
        private final Cluster cluster;
        private final Connections connections;

        Contending(Cluster cluster, Connections connections) {
            this.cluster = cluster;
            this.connections = connections;
        }

        @Override
        public Round play(Duration length) throws InterruptedException {
            var turns = new AtomicLongArray(clients);
            Round round = Meter.begin(names(), length, cluster.servers())
                    .loop(clients, (caller, timings) -> contend(caller, timings, turns));
            return round.shared(Shares.of(
                    LongStream.range(0, clients).map(i -> turns.get((int) i)).toArray()));
        }

        private CompletableFuture<?> contend(int caller, Timings timings, AtomicLongArray turns) {
            long asked = timings.nanos();
            return connections.of(caller).lock(RESOURCE, PATIENCE).thenCompose(grant -> {
                timings.ended("handoff", asked);
                // When the time is up every client gets a last turn, which does not count for fairness.
                if (!timings.isOver()) {
                    turns.incrementAndGet(caller);
                }
                return grant.release();
            });
        }

        @Override
        public void close() {
            connections.close();
        }
    }
}
