package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.StaleLeaseException;
import io.arbiter.client.Watch;
import io.arbiter.client.WatchListener;
import io.arbiter.client.model.Event;
import io.arbiter.testsupport.files.LiveTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What operators do is kept by the node that they asked, and the command line finds the chain whole. */
class AuditTest {
    @TempDir
    private Path directory;

    private List<String> events() {
        try {
            return LiveTree.files(directory.resolve("audit")).stream()
                    .filter(file -> file.toString().endsWith(".jsonl"))
                    .flatMap(file -> lines(file).stream())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As the history has it. */
    private static long revisionOfBreak(ArbiterClient client) {
        var ends = new ConcurrentLinkedQueue<Event.LeaseEnded>();
        Watch watch = client.watch("orders", 1, new WatchListener() {
            @Override
            public void onEvents(List<Event> events, long revision) {
                events.stream()
                        .filter(Event.LeaseEnded.class::isInstance)
                        .map(Event.LeaseEnded.class::cast)
                        .forEach(ends::add);
            }

            @Override
            public void onClosed(ArbiterException failure) {}
        });
        await().until(() -> !ends.isEmpty());
        watch.close();
        return ends.peek().revision();
    }

    @Test
    void whatOperatorsDoIsKept() {
        String audit = "audit.directory: " + directory.resolve("audit") + "/{node}";
        try (TestCluster cluster = TestCluster.started(directory, audit);
                ArbiterClient holder = cluster.client("us-east").build();
                ArbiterClient operator = cluster.client("us-west").build()) {
            long token = holder.acquire("orders", PATIENCE).token();
            assertThatThrownBy(() -> operator.admin().breakLease("orders", token + 7, "a slip", "ops"))
                    .isInstanceOf(StaleLeaseException.class);
            operator.admin().breakLease("orders", token, "the host burns", "ops");

            await().until(() -> events().size() == 2);
            assertThat(events())
                    .anyMatch(line -> line.contains("\"action\":\"lease.break\",\"outcome\":\"STALE_TOKEN\"")
                            && line.contains("a slip"))
                    .anyMatch(line -> line.contains("\"action\":\"lease.break\",\"outcome\":\"OK\"")
                            && line.contains("the host burns")
                            && line.contains("\"revision\":\"" + revisionOfBreak(operator) + "\""));
            Path kept = TestCluster.REGIONS.stream()
                    .map(node -> directory.resolve("audit").resolve(node))
                    .filter(node -> node.toFile().list().length > 1)
                    .findFirst()
                    .orElseThrow();
            Launch verify = Launch.of(List.of("arbiter", "audit", "verify", kept.toString()));
            assertThat(verify.output()).contains("Whole up to event ");
            assertThat(verify.status()).isZero();
        }
    }
}
