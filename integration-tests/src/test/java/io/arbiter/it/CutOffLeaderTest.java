package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.Lease;
import io.arbiter.client.model.Consistency;
import io.arbiter.client.model.StoredRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/**
 * S8: a leader that was stopped, deposed and resumed still assumes for a moment that it leads. The reads that wait on
 * it must not be answered from the past.
 */
class CutOffLeaderTest {
    private static TestCluster cluster;

    @BeforeAll
    static void start(@TempDir Path directory) {
        cluster = TestCluster.started(directory, "");
    }

    @AfterAll
    static void stop() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @RepeatedTest(2)
    void aResumedLeaderNeverAnswersALinearizableReadFromThePast() throws Exception {
        String old = cluster.awaitLeader();
        String other = cluster.follower();
        try (ArbiterClient writer = cluster.clientOf(other)
                        .ttl(Duration.ofMinutes(1))
                        .requestTimeout(PATIENCE)
                        .build();
                ArbiterClient reader =
                        cluster.clientOf(old).requestTimeout(PATIENCE).build();
                Lease lease = writer.acquire("orders", PATIENCE)) {
            lease.putRecord(bytes("old"));
            assertThat(valueReadBy(reader)).isEqualTo("old");

            cluster.server(old).signal("STOP");
            List<CompletableFuture<Optional<StoredRecord>>> reads;
            try {
                lease.putRecord(bytes("new"));
                reads = reads(reader);
            } finally {
                cluster.server(old).signal("CONT");
            }
            assertThat(answers(reads)).isNotEmpty().containsOnly("new");
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(Optional<StoredRecord> record) {
        return new String(record.orElseThrow().value(), StandardCharsets.UTF_8);
    }

    private static String valueReadBy(ArbiterClient client) {
        return text(client.admin().getRecord("orders", Consistency.LINEARIZABLE));
    }

    /** They arrive while the old leader cannot see them, after the new value was acknowledged. */
    private static List<CompletableFuture<Optional<StoredRecord>>> reads(ArbiterClient client) {
        var reads = new ArrayList<CompletableFuture<Optional<StoredRecord>>>();
        for (int i = 0; i < 100; i++) {
            reads.add(client.asyncAdmin().getRecord("orders", Consistency.LINEARIZABLE));
        }
        return reads;
    }

    private static List<String> answers(List<CompletableFuture<Optional<StoredRecord>>> reads)
            throws InterruptedException {
        var answers = new ArrayList<String>();
        for (CompletableFuture<Optional<StoredRecord>> read : reads) {
            try {
                answers.add(text(read.get()));
            } catch (ExecutionException refused) {
                assertThat(refused).hasCauseInstanceOf(ArbiterException.class);
            }
        }
        return answers;
    }
}
