package io.arbiter.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What docs/operations.md says under "Another node is to lead", with real processes, while a client works; {@code
 * -Darbiter.transfers=100} for more of them. Says how long the longest cycle of the client took.
 */
class LeaderTransferTest {
    private static final int TRANSFERS = Integer.getInteger("arbiter.transfers", 4);
    private static final Path PAGE = Path.of("").toAbsolutePath().getParent().resolve("docs/operations.md");

    @TempDir
    private Path directory;

    @Test
    void noLeaseIsLostAndNoCallFailsHoweverOftenTheLeaderIsMoved() throws IOException {
        try (TestCluster cluster = TestCluster.started(directory, "");
                var load = new SteadyLoad(cluster.client("us-east").build())) {
            for (int transfer = 0; transfer < TRANSFERS; transfer++) {
                String from = cluster.awaitLeader();
                String to = next(from);
                long cycles = load.cycles();
                Launch run = transfer(cluster, to);
                assertThat(run.status()).as(run.output()).isZero();
                assertThat(run.output()).contains(to + " leads");
                assertThat(cluster.awaitLeader()).isEqualTo(to);
                load.assertGoesOnAfter(cycles);
            }
            System.out.println(TRANSFERS + " transfers, " + load.cycles() + " cycles, the longest "
                    + load.longestCycle().toMillis() + " ms");
        }
    }

    @Test
    void aNodeThatCannotLeadDoesNotAndTheLeaderGoesOn() throws IOException {
        try (TestCluster cluster = TestCluster.started(directory, "")) {
            String leader = cluster.awaitLeader();
            Launch same = transfer(cluster, leader);
            assertThat(same.output()).contains(leader + " leads");

            Launch unknown = transfer(cluster, "mars");
            assertThat(unknown.status()).isNotZero();
            assertThat(unknown.output()).contains("LEADERSHIP_NOT_TAKEN", "'mars' has no vote");

            String silent = next(leader);
            cluster.server(silent).kill();
            Launch refused = transfer(cluster, silent);
            assertThat(refused.status()).isNotZero();
            assertThat(refused.output()).contains("LEADERSHIP_NOT_TAKEN", silent, leader);
            assertThat(cluster.awaitLeader()).isEqualTo(leader);
        }
    }

    private static String next(String node) {
        return TestCluster.REGIONS.get((TestCluster.REGIONS.indexOf(node) + 1) % TestCluster.REGIONS.size());
    }

    /** As the page has it, to that node. */
    private static Launch transfer(TestCluster cluster, String node) throws IOException {
        Matcher command = Pattern.compile("(?m)^    bin/arbiter (leader transfer) \\S+ --comment '(.*)'$")
                .matcher(Files.readString(PAGE));
        assertThat(command.find()).isTrue();
        var words = new ArrayList<>(List.of(command.group(1).split(" ")));
        words.addAll(List.of(node, "--comment", command.group(2), "--timeout", "2m", "--endpoints"));
        words.add(String.join(
                ",", TestCluster.REGIONS.stream().map(cluster::clientAddress).toList()));
        return Launch.inProcess(words);
    }
}
