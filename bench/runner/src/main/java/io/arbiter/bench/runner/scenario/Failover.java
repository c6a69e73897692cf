package io.arbiter.bench.runner.scenario;

import io.arbiter.bench.contest.Client;
import io.arbiter.bench.contest.Cluster;
import io.arbiter.bench.contest.Grant;
import io.arbiter.bench.runner.measure.ClosedLoop;
import io.arbiter.bench.runner.measure.Meter;
import io.arbiter.bench.runner.measure.Round;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A holder dies while a client in the next region waits: measures how long until that client has the lease. The holder
 * stands where the leader does, and in {@code failover-both} dies with it. It dies at a random moment between two of
 * its heartbeats, which is why the blackout may be shorter than the TTL.
 */
public record Failover(String name, Duration time, Place place) implements Scenario {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Until the waiter is queued and all heartbeats are running. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    private static final String RESOURCE = "failover";

    /** The holder dies. @param ttl of both sessions */
    public static Failover ofHolder(Duration ttl, Place place) {
        return new Failover("failover-holder", ttl, place);
    }

    /** The holder dies, and the leader beside it. */
    public static Failover ofBoth(Duration ttl, Place place) {
        return new Failover("failover-both", ttl, place);
    }

    @Override
    public List<String> names() {
        return List.of(name);
    }

    @Override
    public int clients() {
        return 2;
    }

    @Override
    public Optional<Duration> ttl() {
        return Optional.of(time);
    }

    @Override
    public boolean isLoad() {
        return false;
    }

    @Override
    public Optional<Stage> prepare(Cluster cluster) {
        return Optional.of(new Dying(cluster));
    }

    private final class Dying implements Stage {
        private final Cluster cluster;

        Dying(Cluster cluster) {
            this.cluster = cluster;
        }

        @Override
        public Round play(Duration length) throws InterruptedException {
            int here = place.in(cluster);
            if (cluster.leader() != here && !cluster.lead(here)) {
                throw new IllegalStateException("the lead cannot be moved to where the holder is");
            }
            int there = (here + 1) % Place.NODES;
            try (Client holder = cluster.connect(here, Connections.nodesFrom(here), time);
                    Client waiter = cluster.connect(there, Connections.nodesFrom(there), time)) {
                return die(here, holder, waiter);
            } finally {
                reviveIfKilled(here);
            }
        }

        private Round die(int here, Client holder, Client waiter) throws InterruptedException {
            Meter meter = Meter.begin(names(), PATIENCE, cluster.servers());
            meter.await(holder.lock(RESOURCE, PATIENCE));
            CompletableFuture<Grant> next = waiter.lock(RESOURCE, PATIENCE);
            TimeUnit.NANOSECONDS.sleep(
                    SETTLED.toNanos() + ThreadLocalRandom.current().nextLong(time.toNanos() / 3));
            long died = meter.timings().nanos();
            holder.vanish();
            if (name.equals("failover-both")) {
                cluster.kill(here);
            }
            Grant grant = meter.await(next);
            meter.timings().ended(name, died);
            meter.timings().ended(ClosedLoop.STEP, died);
            meter.await(grant.release());
            return meter.end();
        }

        private void reviveIfKilled(int node) {
            try {
                if (!cluster.servers().get(node).isAlive()) {
                    cluster.revive(node);
                }
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public void close() {
            // Each round has clients of its own.
        }
    }
}
