package io.arbiter.bench.runner.scenario;

import io.arbiter.bench.contest.Client;
import io.arbiter.bench.contest.Cluster;
import io.arbiter.bench.runner.measure.ClosedLoop;
import io.arbiter.bench.runner.measure.Meter;
import io.arbiter.bench.runner.measure.Round;
import io.arbiter.bench.runner.measure.Timings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * A new client: connection, session and first lease, one client after the other.
 *
 * @param firstNode the node that it tries first
 */
public record FirstAcquire(Place place, ToIntFunction<Cluster> firstNode) implements Scenario {
    /** Each tries the node beside it first. */
    public static FirstAcquire near(Place place) {
        return new FirstAcquire(place, place::in);
    }

    /** Each begins at the leader, so that connection and handshake go over the link. */
    public static FirstAcquire atLeader(Place place) {
        return new FirstAcquire(place.called(place.name() + " to the leader"), Cluster::leader);
    }

    @Override
    public List<String> names() {
        return List.of("first-acquire");
    }

    @Override
    public int clients() {
        return 1;
    }

    @Override
    public Optional<Stage> prepare(Cluster cluster) {
        return Optional.of(
                new Coming(cluster, place.in(cluster), Connections.nodesFrom(firstNode.applyAsInt(cluster))));
    }

    private final class Coming implements Stage {
        private final Cluster cluster;
        private final int from;
        private final List<Integer> nodes;

        Coming(Cluster cluster, int from, List<Integer> nodes) {
            this.cluster = cluster;
            this.from = from;
            this.nodes = nodes;
        }

        @Override
        public Round play(Duration length) throws InterruptedException {
            Meter meter = Meter.begin(names(), length, cluster.servers());
            Timings timings = meter.timings();
            while (!timings.isOver()) {
                long begun = timings.nanos();
                try (Client client = cluster.connect(from, nodes, Connections.TTL)) {
                    meter.await(client.acquire("first"));
                    timings.ended("first-acquire", begun);
                }
                timings.ended(ClosedLoop.STEP, begun);
            }
            return meter.end();
        }

        @Override
        public void close() {
            // Each client was closed when it had its lease.
        }
    }
}
