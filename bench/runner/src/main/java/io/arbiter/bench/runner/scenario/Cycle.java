package io.arbiter.bench.runner.scenario;

import io.arbiter.bench.contest.Cluster;
import io.arbiter.bench.runner.measure.Meter;
import io.arbiter.bench.runner.measure.Round;
import io.arbiter.bench.runner.measure.Timings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Each client acquires a resource of its own and releases it, repeatedly. One loop is read three times: the acquires,
 * the releases, and both together.
 */
public record Cycle(int clients, Place place) implements Scenario {
    @Override
    public List<String> names() {
        return List.of("acquire", "release", "cycle");
    }

    @Override
    public Optional<Stage> prepare(Cluster cluster) {
        return Optional.of(
                new Cycling(cluster, Connections.open(cluster, place.in(cluster), Math.min(clients, Connections.FEW))));
    }

    private final class Cycling implements Stage {
        private final Cluster cluster;
        private final Connections connections;

        Cycling(Cluster cluster, Connections connections) {
            this.cluster = cluster;
            this.connections = connections;
        }

        @Override
        public Round play(Duration length) throws InterruptedException {
            return Meter.begin(names(), length, cluster.servers()).loop(clients, this::cycle);
        }

        private CompletableFuture<?> cycle(int caller, Timings timings) {
            long asked = timings.nanos();
            return connections.of(caller).acquire("cycle-" + caller).thenCompose(grant -> {
                long granted = timings.ended("acquire", asked);
                return grant.release().thenRun(() -> {
                    timings.ended("release", granted);
                    timings.ended("cycle", asked);
                });
            });
        }

        @Override
        public void close() {
            connections.close();
        }
    }
}
