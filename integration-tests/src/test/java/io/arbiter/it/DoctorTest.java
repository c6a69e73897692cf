package io.arbiter.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.arbiter.client.ArbiterClient;
import io.arbiter.client.Lease;
import io.arbiter.server.doctor.DoctorCommand;
import io.arbiter.testsupport.files.FileTree;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * {@code arbiter-server doctor} on damaged directories: it says what a start does, and changes nothing. Its words are
 * the table in docs/doctor.md; {@code -Ddoctor.update=true} rewrites it.
 */
class DoctorTest {
    private static final Path PAGE =
            Path.of("").toAbsolutePath().getParent().resolve("docs").resolve("doctor.md");
    private static final String NODE = "us-west";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private static Path base;

    private static final int SEGMENT_HEADER_BYTES = 8;

    private static TestCluster cluster;
    private static int copies;

    private interface Damage {
        void to(StoredNode node) throws IOException;
    }

    /** What the doctor printed. */
    private record Said(int status, String text) {}

    /** Two runs, so that there is a closed segment and an open one, and a snapshot within the second. */
    @BeforeAll
    static void makeHistory() throws IOException {
        cluster = TestCluster.started(base, """
            snapshot:
              every-entries: 100
            """);
        cycles(120);
        stop();
        do {
            cluster.startAll();
            cluster.awaitLeader();
            cycles(120);
            stop();
        } while (openSegmentIsEmpty());
    }

    /** As after an election that began while the nodes were being stopped. */
    private static boolean openSegmentIsEmpty() throws IOException {
        StoredNode node = damaged(whole -> {});
        return Files.size(node.file("log_inprogress_\\d+")) <= SEGMENT_HEADER_BYTES;
    }

    private static void cycles(int count) {
        try (ArbiterClient client = cluster.client("us-east").build()) {
            for (int i = 0; i < count; i++) {
                try (Lease lease = client.acquire("orders", PATIENCE)) {
                    assertThat(lease.token()).isPositive();
                }
            }
        }
    }

    private static void stop() {
        cluster.server(NODE).terminate(); // first, so that no election of the others reaches it
        TestCluster.REGIONS.stream()
                .filter(node -> !node.equals(NODE))
                .forEach(node -> cluster.server(node).terminate());
    }

    @AfterAll
    static void close() {
        cluster.close();
    }

    private static Map<String, Damage> damages() {
        Map<String, Damage> damages = new LinkedHashMap<>();
        damages.put("nothing", node -> {});
        damages.put("a record torn by a power cut", node -> StoredNode.tear(node.file("log_inprogress_\\d+")));
        damages.put("`node.bound` removed", node -> node.remove("node\\.bound"));
        damages.put("`<data-dir>.joined` removed", node -> Files.delete(node.beside(".joined")));
        damages.put("all of it removed, and what lies beside it", node -> {
            node.removeAll();
            Files.delete(node.beside(".joined"));
            Files.delete(node.beside(".bound"));
        });
        damages.put("all of it removed", StoredNode::removeAll);
        damages.put("`raft` removed", node -> {
            FileTree.delete(node.directory().resolve("raft"));
        });
        damages.put("`node.identity` removed", node -> node.remove("node\\.identity"));
        damages.put("`node.identity` cut", node -> StoredNode.halve(node.file("node\\.identity")));
        damages.put("both copies of the lower bound removed", node -> {
            node.remove("node\\.bound");
            Files.delete(node.beside(".bound"));
        });
        damages.put("both copies of the lower bound cut", node -> {
            Files.write(node.file("node\\.bound"), new byte[10]);
            Files.write(node.beside(".bound"), new byte[10]);
        });
        damages.put("`raft-meta` removed", node -> node.remove("raft-meta"));
        damages.put("`raft-meta` cut", node -> Files.write(node.file("raft-meta"), new byte[0]));
        damages.put("`raft-meta` of term 0", node -> Files.writeString(node.file("raft-meta"), "term=0\nvotedFor=\n"));
        damages.put("the open segment removed", node -> node.remove("log_inprogress_\\d+"));
        damages.put("a bit of the open segment changed", node -> StoredNode.flip(node.file("log_inprogress_\\d+")));
        damages.put("a bit of the closed segment changed", node -> StoredNode.flip(node.file("log_\\d+-\\d+")));
        damages.put("the snapshot removed", node -> node.remove("snapshot\\.\\d+_\\d+"));
        damages.put("a bit of the snapshot changed", node -> StoredNode.flip(node.file("snapshot\\.\\d+_\\d+")));
        damages.put("the snapshot's MD5 file removed", node -> node.remove("snapshot\\.\\d+_\\d+\\.md5"));
        damages.put(
                "a file of somebody else in it",
                node -> Files.createFile(node.directory().resolve("notes.txt")));
        return damages;
    }

    private static StoredNode damaged(Damage damage) throws IOException {
        StoredNode node = StoredNode.copy(cluster.dataDirectory(NODE), base.resolve("copy-" + ++copies));
        damage.to(node);
        return node;
    }

    private static Said doctor(String... words) {
        var out = new StringWriter();
        int status = new CommandLine(new DoctorCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(out, true))
                .execute(words);
        return new Said(status, out.toString());
    }

    @Test
    void whatItSaysOfEachDamageIsOnThePage() throws IOException {
        List<String> rows = new ArrayList<>();
        for (Map.Entry<String, Damage> damage : damages().entrySet()) {
            StoredNode node = damaged(damage.getValue());
            Map<String, Integer> before = node.hashes();
            Said said = doctor(node.directory().toString());
            assertThat(node.hashes()).as("%s: changes nothing", damage.getKey()).isEqualTo(before);
            rows.add("| " + damage.getKey() + " | " + said.status() + " | " + verdict(said.text(), node) + " |");
        }
        String page = Files.readString(PAGE);
        String before = page.substring(0, page.indexOf("| what was done"));
        String written = before + "| what was done | exit | what it says |\n| --- | --- | --- |\n"
                + String.join("\n", rows) + "\n";
        if (Boolean.getBoolean("doctor.update")) {
            Files.writeString(PAGE, written);
        }
        assertThat(written).isEqualTo(Files.readString(PAGE));
    }

    /** From the repairs on, up to the remedy, without what differs from run to run. */
    private static String verdict(String text, StoredNode node) {
        int repairs = text.indexOf("A start would first");
        String found = text.substring(repairs >= 0 ? repairs : text.lastIndexOf("\n\n") + 2)
                .strip();
        int end = found.startsWith("A start would refuse") ? (found + ". ").indexOf(". ") : found.length();
        return found.substring(0, end)
                .replaceAll("\\n+ +", " ")
                .replaceAll("\\n+", ". ")
                .replaceAll("log_(inprogress_)?\\d+(-\\d+)?", "log_$1N")
                .replace(node.directory().toString(), "DIR")
                .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "GROUP")
                .replaceAll("MD5 [0-9a-f]{32}, expected [0-9a-f]{32}", "MD5 X, expected Y")
                .replaceAll("snapshot\\.\\d+_\\d+", "snapshot.N_N")
                .replaceAll("'(us-\\w+|eu-\\w+)?'", "'NODE'")
                .replaceAll("(?<!exit )(?<![A-Za-z.])-?\\b\\d+\\b", "N")
                .replace("|", "\\|");
    }

    @Test
    void aStartDoesWhatItSays() throws IOException {
        for (String damage : List.of(
                "`raft` removed",
                "`raft-meta` cut",
                "the open segment removed",
                "a bit of the closed segment changed",
                "a bit of the snapshot changed")) {
            StoredNode node = damaged(damages().get(damage));
            int predicted = doctor(node.directory().toString()).status();

            Path config = base.resolve("start-" + copies + ".yaml");
            Files.writeString(
                    config,
                    Files.readString(base.resolve(NODE + ".yaml"))
                            .replace(
                                    cluster.dataDirectory(NODE).toString(),
                                    node.directory().toString()));
            var server = new ServerProcess(config, base.resolve("start-" + copies + ".log"));
            server.start();
            try {
                assertThat(server.awaitExit())
                        .as("%s: %s", damage, server.log())
                        .isEqualTo(predicted);
            } finally {
                server.kill(); // One that goes on would hold the ports of the tests that follow.
            }
        }
    }

    @Test
    void itSaysWhatIsThereForPeopleAndForScripts() throws IOException {
        StoredNode node = damaged(whole -> {});

        assertThat(doctor(node.directory().toString()).text())
                .contains("node us-west of cluster integration, JOINED")
                .containsPattern("log_inprogress_\\d+ +entries \\d+ to \\d+, terms \\d+ to \\d+")
                .containsPattern("Snapshot: to entry \\d+, 1 sessions, [01] leases, last token \\d+")
                .contains("A start is safe.");
        JsonObject json = JsonParser.parseString(
                        doctor(node.directory().toString(), "--json").text())
                .getAsJsonObject();
        assertThat(json.get("exit").getAsInt()).isZero();
        assertThat(json.get("files").getAsJsonArray()).hasSizeGreaterThan(6);
        assertThat(json.get("log_entries").getAsLong()).isPositive();
    }

    @Test
    void itMarksTheFileThatIsDamaged() throws IOException {
        StoredNode node = damaged(damages().get("a bit of the snapshot changed"));

        assertThat(doctor(node.directory().toString()).text())
                .containsPattern(
                        "(?m)^.*!.*snapshot\\.\\d+_\\d+ .* bytes, its MD5 is [0-9a-f]{32}, expected [0-9a-f]{32}$");
    }

    @Test
    void withTheConfigurationItNoticesAnotherNodesDirectory() throws IOException {
        Path config = base.resolve("other.yaml");
        Files.writeString(
                config,
                Files.readString(base.resolve("us-east.yaml"))
                        .replace(
                                cluster.dataDirectory("us-east").toString(),
                                cluster.dataDirectory(NODE).toString()));

        Said said = doctor("--config", config.toString());

        assertThat(said.status()).isEqualTo(4);
        assertThat(said.text()).contains("belongs to node us-west of cluster integration");
    }

    @Test
    void aRunningNodeIsLeftAlone() {
        cluster.startAll();
        cluster.awaitLeader();

        Said said = doctor(cluster.dataDirectory(NODE).toString());

        stop();
        assertThat(said.status()).isEqualTo(6);
        assertThat(said.text()).contains("is in use by an arbiter-server; stop that one first");
    }

    @Test
    void wrongWordsAreRefused() {
        assertThat(doctor().text()).contains("expected either DATA_DIR or --config, not neither");
        assertThat(doctor("/nowhere/at/all").status()).isEqualTo(6);
        assertThat(doctor("/nowhere/at/all").text()).contains("is no directory; expected a node's data-dir");
    }
}
