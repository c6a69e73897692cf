package io.arbiter.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.Lease;
import io.arbiter.v1.Consistency;
import io.arbiter.v1.GetRecordResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;

/**
 * S8: a leader that was stopped, deposed and resumed still believes in itself for a moment. The reads that wait at its
 * door must not be answered from the past.
 */
class CutOffLeaderTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    @TempDir
    Path directory;

    @RepeatedTest(2)
    void aResumedLeaderNeverAnswersALinearizableReadFromThePast() throws Exception {
        try (TestCluster cluster = TestCluster.started(directory, "")) {
            String old = cluster.awaitLeader();
            String other = cluster.follower();
            try (ArbiterClient writer = cluster.clientOf(other).ttl(Duration.ofMinutes(1))
                    .requestTimeout(PATIENCE).build();
                    ArbiterClient reader = cluster.clientOf(old).requestTimeout(PATIENCE).build();
                    Lease lease = writer.acquire("orders", PATIENCE)) {
                lease.putRecord(bytes("old"));
                assertThat(valueReadBy(reader)).isEqualTo("old");

                cluster.server(old).signal("STOP");
                List<CompletableFuture<GetRecordResponse>> reads;
                try {
                    lease.putRecord(bytes("new"));
                    reads = reads(reader);
                } finally {
                    cluster.server(old).signal("CONT");
                }
                assertThat(answers(reads)).isNotEmpty().containsOnly("new");
            }
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String valueReadBy(ArbiterClient client) {
        return client.admin().getRecord("orders", Consistency.CONSISTENCY_LINEARIZABLE).orElseThrow().getValue()
                .toStringUtf8();
    }

    /** They arrive while the old leader cannot see them, after the new value was acknowledged. */
    private static List<CompletableFuture<GetRecordResponse>> reads(ArbiterClient client) {
        var reads = new ArrayList<CompletableFuture<GetRecordResponse>>();
        for (int i = 0; i < 100; i++) {
            reads.add(client.asyncAdmin().getRecord("orders", Consistency.CONSISTENCY_LINEARIZABLE));
        }
        return reads;
    }

    private static List<String> answers(List<CompletableFuture<GetRecordResponse>> reads) throws InterruptedException {
        var answers = new ArrayList<String>();
        for (CompletableFuture<GetRecordResponse> read : reads) {
            try {
                answers.add(read.get().getRecord().getValue().toStringUtf8());
            } catch (ExecutionException refused) {
                assertThat(refused).hasCauseInstanceOf(ArbiterException.class);
            }
        }
        return answers;
    }
}
