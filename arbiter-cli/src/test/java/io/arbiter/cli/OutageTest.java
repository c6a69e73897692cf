package io.arbiter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.cli.Faults.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Messages of commands while nodes, leaders and majorities are missing. */
class OutageTest {
    @TempDir
    private Path directory;

    private FakeNode node;

    @BeforeEach
    void startNode() {
        node = new FakeNode();
        node.state.grant("orders", node.state.open("us-east", "writer", 5_000));
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    @Test
    void aMissingMajorityIsNamed() {
        node.state.leader = "";
        node.state.majority = false;
        CliRun run = CliRun.on(node, "lease", "get", "orders", "--timeout", "10s");
        assertThat(run.status()).isEqualTo(4);
        assertThat(run.err())
                .contains(
                        "MAJORITY_MISSING",
                        "only 1 of 3 nodes can be reached, a majority is 2",
                        "missing: us-east (us-east.test:7401), eu-central (eu-central.test:7401)");
    }

    /** The others still name the dead leader until they elect another. */
    @Test
    void aLeaderThatDoesNotAnswerIsNotCalledOne() {
        node.state.leader = "eu-central";
        CliRun table = CliRun.on(node, "status");
        CliRun json = CliRun.on(node, "status", "-o", "json");
        assertThat(table.out()).contains("leader unknown (the last known is eu-central)");
        assertThat(table.status()).isEqualTo(4);
        assertThat(table.err()).contains("NO_LEADER");
        assertThat(json.out()).contains("\"leader\": \"\"");
        assertThat(json.status()).isEqualTo(4);
    }

    @Test
    void aChangeIsNotSentWithoutALeader() {
        node.state.leader = "";
        node.state.requests.clear();
        CliRun run = CliRun.on(
                node, "lease", "break", "orders", "--expect-token", "7", "--comment", "x", "--yes", "--timeout", "1s");
        assertThat(run.status()).isEqualTo(4);
        assertThat(node.state.requests).isEmpty();
    }

    /** The first try may have been carried out, whatever happens to the later ones. */
    @Test
    void aChangeInDoubtStaysInDoubt() {
        node.faults.chosen = "Release"::equals;
        node.faults.fault = Fault.SILENT;
        Thread loss = new Thread(() -> {
            await().until(() -> node.state.leases.isEmpty());
            node.state.leader = "";
            node.state.majority = false;
        });
        loss.start();
        CliRun run = CliRun.on(
                node, "lease", "release", "orders", "--session", "12", "--expect-token", "7", "--timeout", "20s");
        assertThat(run.err()).contains("it may or may not have been done").contains("missing");
        assertThat(run.status()).isEqualTo(6);
    }

    /** The key that it would replace is read before: a repeat that read it again could replace the new one. */
    @Test
    void aRotationInDoubtSaysHowToRepeatIt() {
        node.faults.chosen = "ChangeAuth"::equals;
        node.faults.fault = Fault.SILENT;
        CliRun run = CliRun.on(node, "keys", "rotate", "--comment", "c", "--timeout", "15s");
        assertThat(run.status()).isEqualTo(6);
        assertThat(run.err()).contains("repeat it with --expect-key a050837d85070582");
    }

    /** Rotated, though nobody says to which key: not "nothing was changed". */
    @Test
    void aRotationWhoseKeyCannotBeReadIsDone() {
        var reads = new AtomicInteger();
        node.faults.chosen = method -> method.equals("GetKeys") && reads.incrementAndGet() > 1;
        node.faults.fault = Fault.SILENT;
        CliRun run = CliRun.on(node, "keys", "rotate", "--comment", "c", "--timeout", "15s");
        assertThat(run.out()).contains("grants are signed with a new key, no more with a050837d85070582");
        assertThat(run.err()).contains("see: arbiter keys ls");
        assertThat(run.status()).isZero();
    }

    @Test
    void anOutageIsTwoLinesHoweverLong() throws Exception {
        try (CliProcess cli =
                CliProcess.start(directory, node, "watch", "--from", "101", "--count", "4", "--timeout", "5m")) {
            await().until(() -> cli.out().lines().count() == 2);
            int port = node.port();
            FakeArbiter state = node.state;
            node.closeAndAwait();
            await().until(() -> cli.err().contains("interrupted"));
            // Long enough for many tries.
            await().pollDelay(Duration.ofSeconds(3)).until(() -> true);
            node = new FakeNode(state, InetAddress.getLoopbackAddress(), port);
            state.grant("a", 12);
            state.grant("b", 12);
            assertThat(cli.await()).isZero();
            assertThat(cli.out().lines().map(line -> line.strip().split(" ")[0]))
                    .containsExactly("101", "102", "103", "104");
            assertThat(cli.err().lines()).hasSize(2);
        }
    }

    /** Java would remember the old address for half a minute, and gRPC wait ever longer before it looks again. */
    @Test
    void aNodeUnderAnotherAddressIsFound() throws IOException {
        Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 node_a\n");
        int port = node.port();
        FakeArbiter state = node.state;
        try (CliProcess cli = CliProcess.startJava(
                directory,
                List.of("-Djdk.net.hosts.file=" + hosts),
                "node_a:" + port,
                "watch",
                "--from",
                "101",
                "--count",
                "3",
                "--timeout",
                "20s")) {
            await().until(() -> cli.out().lines().count() == 2);
            node.closeAndAwait();
            await().until(() -> cli.err().contains("interrupted"));
            node = new FakeNode(state, InetAddress.getByName("127.0.0.2"), port);
            Files.writeString(hosts, "127.0.0.2 node_a\n");
            state.grant("a", 12);
            assertThat(cli.await()).as(cli.err()).isZero();
        }
    }

    @Test
    void anUnknownRegionIsAnsweredWithTheNearest() {
        node.state.regions = List.of("us-east", "us-west");
        CliRun run = CliRun.on(node, "lease", "acquire", "free", "--region", "us-eats");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.err()).contains("UNKNOWN_REGION", "did you mean us-east?", "known = us-east,us-west");
    }

    @Test
    void aRemedyFitsTheCommand() {
        String[] release = {"lease", "release", "orders", "--session", "99", "--expect-token", "7"};
        CliRun run = CliRun.on(node, release);
        assertThat(run.err())
                .contains("LEASE_HELD")
                .contains("arbiter lease explain orders")
                .doesNotContain("--wait");
        assertThat(CliRun.on(node, "lease", "acquire", "orders", "--region", "us-west")
                        .err())
                .contains("--wait 30s");
    }

    @Test
    void aCompactedHistoryNamesOneRevision() {
        node.state.compactedBelow = 90;
        CliRun run = CliRun.on(node, "watch", "--from", "3");
        assertThat(run.err())
                .contains("the oldest revision that is kept is 90")
                .contains("oldest_revision = 90")
                .doesNotContain("the history begins at");
    }
}
