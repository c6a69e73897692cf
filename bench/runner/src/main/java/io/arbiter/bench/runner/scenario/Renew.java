package io.arbiter.bench.runner.scenario;

import io.arbiter.bench.contest.Cluster;
import io.arbiter.bench.contest.Renewals;
import io.arbiter.bench.runner.measure.Meter;
import io.arbiter.bench.runner.measure.Round;
import io.arbiter.bench.runner.measure.Timings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicIntegerArray;

/** Renews many sessions in turn, 256 at a time, at the node of the place. */
public record Renew(int clients, Place place) implements Scenario {
    private static final int IN_FLIGHT = 256;
    /** Longer than they stay without a renewal while other systems play. */
    private static final Duration TTL = Duration.ofMinutes(10);

    @Override
    public List<String> names() {
        return List.of("renew");
    }

    @Override
    public Optional<Stage> prepare(Cluster cluster) {
        int at = place.in(cluster);
        return cluster.renewals(at, at, clients, TTL).map(renewals -> new Renewing(cluster, renewals));
    }

    private final class Renewing implements Stage {
        private final Cluster cluster;
        private final Renewals renewals;
        private final AtomicIntegerArray turns = new AtomicIntegerArray(IN_FLIGHT);

        Renewing(Cluster cluster, Renewals renewals) {
            this.cluster = cluster;
            this.renewals = renewals;
        }

        @Override
        public Round play(Duration length) throws InterruptedException {
            return Meter.begin(names(), length, cluster.servers()).loop(IN_FLIGHT, this::renew);
        }

        /** Caller c renews sessions c, c + 256, c + 512 ..., and starts again. */
        private CompletableFuture<?> renew(int caller, Timings timings) {
            int mine = (clients - caller + IN_FLIGHT - 1) / IN_FLIGHT;
            int session = caller + turns.getAndUpdate(caller, turn -> (turn + 1) % mine) * IN_FLIGHT;
            long begun = timings.nanos();
            return renewals.renew(session).thenRun(() -> timings.ended("renew", begun));
        }

        @Override
        public void close() {
            renewals.close();
        }
    }
}
