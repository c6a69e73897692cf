package io.arbiter.bench.runner.scenario;

import io.arbiter.bench.contest.Client;
import io.arbiter.bench.contest.Cluster;
import io.arbiter.bench.runner.measure.Rounds;
import io.arbiter.bench.runner.measure.Round;
import io.arbiter.bench.runner.measure.Timings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Each client acquires a resource of its own and releases it, again and again, at the node that leads. One loop is read
 * three times: the acquires, the releases, and both together.
 */
public record Cycle(int clients) implements Scenario {
    private static final int CONNECTIONS = 4;

    @Override
    public List<String> names() {
        return List.of("acquire", "release", "cycle");
    }

    @Override
    public String where() {
        return "leader";
    }

    @Override
    public Optional<Stage> prepare(Cluster cluster) {
        return Optional.of(new Playing(cluster,
                Connections.open(cluster, cluster.leader(), Math.min(clients, CONNECTIONS))));
    }

    private final class Playing implements Stage {
        private final Cluster cluster;
        private final Connections connections;

        Playing(Cluster cluster, Connections connections) {
            this.cluster = cluster;
            this.connections = connections;
        }

        @Override
        public Round play(Duration length) throws InterruptedException {
            return Rounds.play(clients, this::step, names(), length, cluster.servers());
        }

        private CompletableFuture<?> step(int caller, Timings timings) {
            Client client = connections.of(caller);
            long asked = timings.nanos();
            return client.acquire("cycle/" + caller).thenCompose(grant -> {
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
