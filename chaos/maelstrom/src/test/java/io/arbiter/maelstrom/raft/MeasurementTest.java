package io.arbiter.maelstrom.raft;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Prints its speed. Asserts only that it works meanwhile, because the machine may be busy. */
class MeasurementTest {
    private static final int ROUNDS = 3;

    @TempDir
    private Path directory;

    private final AtomicLong numbers = new AtomicLong();
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private final List<Long> latencies = Collections.synchronizedList(new ArrayList<>());

    @ParameterizedTest
    @CsvSource({"1, 300", "64, 6400"})
    void throughput(int callers, int total) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers);
        try (TestCluster cluster = new TestCluster(directory, 3, 31)) {
            String leader = cluster.awaitLeader();
            long startNanos = System.nanoTime();
            for (int caller = 0; caller < callers; caller++) {
                threads.execute(() -> write(cluster, leader, total / callers));
            }
            threads.shutdown();
            assertThat(threads.awaitTermination(TestCluster.PATIENCE.toMillis(), MILLISECONDS))
                    .isTrue();
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            Collections.sort(latencies);
            System.out.printf(
                    "%d callers: %.0f/s, p50 %.1f ms, p99 %.1f ms%n",
                    callers, total / seconds, latencies.get(total / 2) / 1e6, latencies.get(total * 99 / 100) / 1e6);
            cluster.awaitAgreement(acknowledged);
        } finally {
            threads.shutdownNow();
        }
    }

    private void write(TestCluster cluster, String leader, int count) {
        for (int i = 0; i < count; i++) {
            long number = numbers.incrementAndGet();
            long startNanos = System.nanoTime();
            if (TestCluster.isAcknowledged(cluster.propose(leader, number))) {
                acknowledged.add(number);
            }
            latencies.add(System.nanoTime() - startNanos);
        }
    }

    @ParameterizedTest
    @CsvSource({"3, FAIR", "5, FOUL"})
    void failover(int size, String weather) throws IOException {
        try (TestCluster cluster = new TestCluster(directory, size, 32)) {
            cluster.network().weather(weather.equals("FOUL") ? TestNetwork.Weather.FOUL : TestNetwork.Weather.FAIR);
            acknowledged.add(cluster.awaitAcknowledged(cluster.ids(), numbers));
            for (int round = 0; round < ROUNDS; round++) {
                String old = cluster.awaitLeader();
                cluster.separate(List.of(old), cluster.idsBut(old));
                print(weather + ": the others write", () -> cluster.awaitAcknowledged(cluster.idsBut(old), numbers));
                cluster.ids().forEach(id -> cluster.separate(List.of(id), cluster.idsBut(id)));
                cluster.awaitNoLeader();
                cluster.network().heal();
                print(
                        weather + ": after the heal of all cuts",
                        () -> cluster.awaitAcknowledged(cluster.ids(), numbers));
            }
            cluster.awaitAgreement(acknowledged);
        }
    }

    private void print(String what, Supplier<Long> acknowledge) {
        long startNanos = System.nanoTime();
        acknowledged.add(acknowledge.get());
        System.out.println(what + " after "
                + Duration.ofNanos(System.nanoTime() - startNanos).toMillis() + " ms");
    }
}
