package io.arbiter.bench.runner.scenario;

import io.arbiter.bench.contest.Cluster;
import io.arbiter.bench.runner.measure.Meter;
import io.arbiter.bench.runner.measure.Round;
import io.arbiter.bench.runner.measure.Timings;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;

/**
 * Many watchers of one resource over a few connections, and one client that takes and releases the resource, again each
 * time that the last watcher has been notified. The time of the grant's commit is not seen from outside, so there are
 * two readings: {@code watch}, from the acknowledgement of the grant to the last watcher, is at most too short;
 * {@code watch-whole}, from the request on, is at most too long.
 */
public record WatchFanOut(int clients, Place place) implements Scenario {
    private static final String RESOURCE = "watched";

    @Override
    public List<String> names() {
        return List.of("watch", "watch-whole");
    }

    @Override
    public Optional<Stage> prepare(Cluster cluster) {
        int at = place.in(cluster);
        return Optional.of(new Watching(
                cluster, Connections.open(cluster, at, 1), Connections.open(cluster, at, Connections.FEW)));
    }

    /** All watchers' notifications of one grant. */
    private final class News {
        private final AtomicInteger left = new AtomicInteger(clients);
        private final CompletableFuture<Void> told = new CompletableFuture<>();

        void heard() {
            if (left.decrementAndGet() == 0) {
                told.complete(null);
            }
        }
    }

    private final class Watching implements Stage {
        private final Cluster cluster;
        private final Connections taker;
        private final Connections watchers;
        private final AtomicReference<News> news = new AtomicReference<>(new News());
        private final CompletableFuture<Void> watching;

        Watching(Cluster cluster, Connections taker, Connections watchers) {
            this.cluster = cluster;
            this.taker = taker;
            this.watchers = watchers;
            this.watching = CompletableFuture.allOf(IntStream.range(0, clients)
                    .mapToObj(
                            i -> watchers.of(i).watch(RESOURCE, () -> news.get().heard()))
                    .toArray(CompletableFuture[]::new));
        }

        @Override
        public Round play(Duration length) throws InterruptedException {
            Meter.begin(names(), length, cluster.servers()).await(watching);
            return Meter.begin(names(), length, cluster.servers()).loop(1, this::take);
        }

        private CompletableFuture<?> take(int caller, Timings timings) {
            var next = new News();
            news.set(next);
            long asked = timings.nanos();
            return taker.of(caller).acquire(RESOURCE).thenCompose(grant -> {
                long granted = timings.nanos();
                return next.told.thenCompose(told -> {
                    timings.ended("watch", granted);
                    timings.ended("watch-whole", asked);
                    return grant.release();
                });
            });
        }

        @Override
        public void close() {
            watchers.close();
            taker.close();
        }
    }
}
