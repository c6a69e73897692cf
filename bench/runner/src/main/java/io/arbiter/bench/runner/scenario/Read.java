package io.arbiter.bench.runner.scenario;

import io.arbiter.bench.contest.Cluster;
import io.arbiter.bench.runner.measure.Meter;
import io.arbiter.bench.runner.measure.Round;
import io.arbiter.bench.runner.measure.Timings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Linearizable reads of held resources.
 *
 * @param name read, or read-follower for a read that a node that does not lead answers by itself
 */
public record Read(String name, int clients, Place place) implements Scenario {
    private static final int RESOURCES = 16;

    /** At the node that leads. */
    public static Read atLeader(int clients, Place place) {
        return new Read("read", clients, place);
    }

    /** At one that does not. */
    public static Read atFollower(int clients, Place place) {
        return new Read("read-follower", clients, place);
    }

    @Override
    public List<String> names() {
        return List.of(name);
    }

    @Override
    public Optional<Stage> prepare(Cluster cluster) {
        int at = place.in(cluster);
        Connections readers = name.equals("read")
                ? Connections.open(cluster, at, Connections.FEW)
                : Connections.openPinned(cluster, at, Connections.FEW);
        return Optional.of(new Reading(cluster, Connections.open(cluster, at, 1), readers));
    }

    private final class Reading implements Stage {
        private final Cluster cluster;
        private final Connections holder;
        private final Connections readers;
        private final CompletableFuture<Void> held;

        Reading(Cluster cluster, Connections holder, Connections readers) {
            this.cluster = cluster;
            this.holder = holder;
            this.readers = readers;
            this.held = CompletableFuture.allOf(IntStream.range(0, RESOURCES)
                    .mapToObj(i -> holder.of(0).acquire(resource(i)))
                    .toArray(CompletableFuture[]::new));
        }

        private static String resource(int number) {
            return "read-" + number % RESOURCES;
        }

        @Override
        public Round play(Duration length) throws InterruptedException {
            Meter.begin(names(), length, cluster.servers()).await(held);
            return Meter.begin(names(), length, cluster.servers()).loop(clients, this::read);
        }

        private CompletableFuture<?> read(int caller, Timings timings) {
            long begun = timings.nanos();
            return readers.of(caller).read(resource(caller)).thenRun(() -> timings.ended(name, begun));
        }

        @Override
        public void close() {
            readers.close();
            holder.close();
        }
    }
}
