package io.arbiter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The cluster is re-created, or another one answers, while a command is under way. */
class ClusterIdentityTest {
    @TempDir
    private Path directory;

    private FakeNode node;

    @BeforeEach
    void startNode() {
        node = new FakeNode();
        node.faults.clusterId = "first";
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    /** Its session id is a stranger's there; a long grace and TTL show that neither was waited for. */
    @Test
    void runStopsItsCommandAtOnce() {
        try (CliProcess cli = CliProcess.runScript(
                directory,
                node,
                "trap '' TERM; echo $$ > pid; while :; do sleep 0.05; done",
                "--ttl",
                "30s",
                "--stop-grace",
                "1h")) {
            await().until(() -> cli.file("pid").endsWith("\n"));
            node.faults.clusterId = "second";
            assertThat(cli.await()).isEqualTo(123);
            assertThat(Processes.alive(cli.file("pid"))).isFalse();
            assertThat(cli.err()).contains("this is cluster second, not first");
            assertThat(node.state.sessions)
                    .as("a stranger's session is left alone")
                    .containsKey(12L);
        }
    }

    @Test
    void watchEndsWithHistoryReset() throws Exception {
        node.state.open("us-east", "writer", 5_000);
        node.state.dropsWatches = true;
        Thread rebirth = new Thread(() -> {
            await().until(() -> !node.state.requests.isEmpty());
            node.faults.clusterId = "second";
        });
        rebirth.start();
        CliRun run = CliRun.on(node, "watch", "--from", "101", "--timeout", "1m");
        rebirth.join();
        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err())
                .contains("HISTORY_RESET")
                .contains("actual = second")
                .contains("expected = first");
    }

    /** The first cluster carried it out, and may live on elsewhere: another cluster's answer now settles nothing. */
    @Test
    void whatTheFirstClusterMayHaveDoneIsNotRefusedByTheSecond() {
        node.state.grant("orders", node.state.open("us-east", "writer", 5_000));
        node.faults.fault = Faults.Fault.DIES;
        node.faults.death = () -> node.faults.clusterId = "second";
        node.faults.chosen = "BreakLease"::equals;
        CliRun run = CliRun.on(
                node,
                "lease",
                "break",
                "orders",
                "--expect-token",
                "7",
                "--comment",
                "fire",
                "--yes",
                "--timeout",
                "4s");
        assertThat(node.state.leases).isEmpty();
        assertThat(run.status()).isEqualTo(6);
        assertThat(run.err())
                .contains("it may or may not have been done")
                .contains("this is cluster second, not first");
    }

    @Test
    void aLeaseThatTheFirstClusterMayHaveGrantedIsNotSaidToBeGivenBack() {
        node.faults.fault = Faults.Fault.DIES;
        node.faults.death = () -> node.faults.clusterId = "second";
        node.faults.chosen = "OpenSession"::equals;
        CliRun run = CliRun.on(node, "lease", "acquire", "orders", "--region", "us-east", "--timeout", "4s");
        assertThat(node.state.leases).containsKey("orders");
        assertThat(run.status()).isEqualTo(6);
        assertThat(run.err()).contains("it could not be given back").contains("lapses_after = 1m");
    }

    @Test
    void statusShowsTheCluster() {
        node.state.clusterId = "3b0c7a52";
        assertThat(CliRun.on(node, "status").out()).startsWith("cluster demo, id 3b0c7a52\n");
    }
}
