package io.arbiter.maelstrom.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Messages are lost, repeated, late by far and out of order, while leaders and halves are cut off. */
class HostileNetworkTest {
    private static final int WRITERS = 4;
    private static final int PHASES = 6;
    private static final int PROGRESS = 40;

    @TempDir
    private Path directory;

    private final AtomicLong numbers = new AtomicLong();
    private final Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
    private volatile boolean writing = true;

    @ParameterizedTest
    @CsvSource({"3, 11", "3, 12", "5, 13"})
    void losesNothingThatWasAcknowledged(int size, long seed) throws IOException {
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try (TestCluster cluster = new TestCluster(directory, size, seed)) {
            Random random = new Random(seed);
            cluster.awaitLeader();
            cluster.network().weather(TestNetwork.Weather.FOUL);
            for (int writer = 0; writer < WRITERS; writer++) {
                writers.execute(() -> write(cluster, new Random(random.nextLong())));
            }
            for (int phase = 0; phase < PHASES; phase++) {
                cutOffAMinority(cluster, random);
                awaitProgress("although a minority is cut off");
                cluster.network().heal();
                awaitProgress("after the heal");
            }
            writing = false;
            cluster.network().replay();
            cluster.awaitAgreement(acknowledged);
            cluster.network().weather(TestNetwork.Weather.FAIR);
            acknowledged.add(cluster.awaitAcknowledged(cluster.ids(), numbers));
            cluster.awaitAgreement(acknowledged);
        } finally {
            writing = false;
            writers.shutdownNow();
        }
    }

    private void cutOffAMinority(TestCluster cluster, Random random) {
        List<String> ids = new ArrayList<>(cluster.ids());
        Collections.shuffle(ids, random);
        if (random.nextBoolean()) {
            String leader = cluster.awaitLeader();
            ids.remove(leader);
            ids.add(0, leader);
        }
        int minority = (ids.size() - 1) / 2;
        cluster.separate(ids.subList(0, minority), ids.subList(minority, ids.size()));
    }

    /** Proposes at any node that assumes to lead, so that the fate of many a number stays unknown. */
    private void write(TestCluster cluster, Random random) {
        while (writing) {
            List<String> believers = cluster.awaitBelievers();
            long number = numbers.incrementAndGet();
            if (TestCluster.isAcknowledged(cluster.propose(believers.get(random.nextInt(believers.size())), number))) {
                acknowledged.add(number);
            }
        }
    }

    private void awaitProgress(String when) {
        int before = acknowledged.size();
        await("numbers are acknowledged " + when)
                .atMost(TestCluster.PATIENCE)
                .untilAsserted(() -> assertThat(acknowledged).hasSizeGreaterThan(before + PROGRESS));
    }
}
