package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.cli.ArbiterCli;
import io.arbiter.cli.base.ProcessEnvironment;
import io.arbiter.client.ArbiterClient;
import io.arbiter.client.Lease;
import io.arbiter.client.model.Consistency;
import io.arbiter.client.model.Grant;
import io.arbiter.testsupport.files.FileTree;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/operations.md says under "A disk is lost", with real processes, while a client works. */
class LostDiskTest {
    private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/operations.md");
    private static final String LOST = "us-west";
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");

    private static String section() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf("## A disk is lost");
        return page.substring(begin, page.indexOf("\n## ", begin));
    }

    private static String command() throws IOException {
        Matcher command = Pattern.compile("(?m)^    bin/arbiter (member .*)$").matcher(section());
        assertThat(command.find()).isTrue();
        return command.group(1);
    }

    private static String run(TestCluster cluster, String command) {
        var words = new ArrayList<String>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        String endpoints = cluster.clientAddress("us-east") + "," + cluster.clientAddress("eu-central");
        words.addAll(List.of("--endpoints", endpoints, "--timeout", "2m"));
        var said = new ByteArrayOutputStream();
        var out = new PrintStream(said, true, StandardCharsets.UTF_8);
        int status = ArbiterCli.execute(
                new ProcessEnvironment(Map.of(), InputStream.nullInputStream(), out, out, false),
                words.toArray(String[]::new));
        assertThat(status).as(command + ": " + said).isZero();
        return said.toString(StandardCharsets.UTF_8);
    }

    private static void awaitLog(TestCluster cluster, String text) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(cluster.server(LOST).log()).contains(text));
    }

    private static long tokenAt(TestCluster cluster, String node, String resource) {
        try (ArbiterClient client = cluster.clientOf(node).build()) {
            return client.admin()
                    .getLease(resource, Consistency.STALE)
                    .grant()
                    .map(Grant::token)
                    .orElse(0L);
        }
    }

    @Test
    void oneCommandReplacesTheNodeWhileTheClusterServes(@TempDir Path directory) throws IOException {
        try (TestCluster cluster = TestCluster.started(directory, """
                snapshot:
                  every-entries: 100
                """)) {
            letAnotherLead(cluster);
            replaceUnderLoad(cluster);
        }
    }

    /** Else the loss of the leader would leave the load in doubt about a call, as it may; that is tested elsewhere. */
    private static void letAnotherLead(TestCluster cluster) {
        if (cluster.awaitLeader().equals(LOST)) {
            run(cluster, "leader transfer us-east --comment test");
        }
    }

    private static void replaceUnderLoad(TestCluster cluster) throws IOException {
        try (var load = new SteadyLoad(cluster.client("us-east").build())) {
            load.assertGoesOnAfter(120);
            cluster.server(LOST).kill();
            FileTree.delete(cluster.dataDirectory(LOST));
            cluster.server(LOST).start();
            Matcher logged = Pattern.compile("(?m)^    (first start: .*) \\(\\.\\.\\.\\)$")
                    .matcher(section());
            assertThat(logged.find()).isTrue();
            awaitLog(cluster, logged.group(1));
            // If the lost one led, the others elect first.
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(run(cluster, "status")).contains("waits to be admitted"));

            String said = run(cluster, command());
            assertThat(said)
                    .contains("its lost disk is being taken out", "is being brought up to date")
                    .contains(LOST + " is a member, with the disk that it runs with");
            cluster.awaitLeader();
            load.assertGoesOnAfter(load.cycles());
            assertThat(run(cluster, "member ls")).doesNotContain("learner").doesNotContain("absent");
            load.stop();
            long held = load.held().token();
            await().atMost(PATIENCE).until(() -> tokenAt(cluster, LOST, "steady/held") == held);
            withItsVote(cluster);
        }
    }

    /** Of the three only one of the former ones is left beside it. */
    private static void withItsVote(TestCluster cluster) {
        cluster.server("eu-central").kill();
        cluster.awaitLeader();
        try (ArbiterClient client = cluster.client("us-east").build();
                Lease lease = client.acquire("with its vote", PATIENCE)) {
            assertThat(lease.token()).isPositive();
        }
    }
}
