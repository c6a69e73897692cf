package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.testsupport.process.Spawner;
import io.arbiter.testsupport.servers.ServerProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of docs/promotions.md, against three servers and a writer in each of two regions. */
class PromotionsPageTest {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final Pattern WORD = Pattern.compile("'([^']*)'|(\\S+)");
    /** Writes its begin and its end into one file; the kernel keeps the order in which that happened. */
    private static final String WRITER = "trap 'sleep 0.3; echo $ARBITER_REGION ends >> LOG; exit 0' TERM; "
            + "echo $ARBITER_REGION begins >> LOG; while :; do sleep 0.05; done";

    @TempDir
    private Path directory;

    @Test
    void oneWriterStartsAfterTheOtherEnded() throws Exception {
        try (TestCluster cluster = TestCluster.started(directory, "")) {
            Process east = writer(cluster, "us-east");
            Process west = null;
            Process watch = null;
            try {
                awaitLine("us-east begins");
                west = writer(cluster, "us-west");
                awaitWaiter(cluster);
                watch = start(cluster, "history.log", List.of("history", "--watch"));
                awaitIn("history.log", "RESULT");

                List<String> said = new ArrayList<>();
                for (String command : commands()) {
                    said.add(run(cluster, command));
                }

                assertThat(said).hasSize(5);
                assertThat(said.get(0)).contains("Nothing stands in the way.");
                assertThat(said.get(1))
                        .containsSubsequence("DRAINING", "GRANTED", "COMPLETED", "is COMPLETED", "ready after");
                assertThat(said.get(2)).containsSubsequence("work on us-east", "REQUESTED", "COMPLETED");
                assertThat(said.get(4)).contains("RESULT", "us-west", "graceful", "COMPLETED", "work on us-east");
                assertThat(lines()).containsExactly("us-east begins", "us-east ends", "us-west begins");
                assertThat(east.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
                assertThat(east.exitValue())
                        .as("gave its lease up while CMD ran")
                        .isEqualTo(123);
                awaitIn("history.log", "graceful promotion 1 of orders");
            } finally {
                east.destroy();
                if (west != null) {
                    west.destroy();
                    west.waitFor();
                }
                if (watch != null) {
                    watch.destroy();
                    watch.waitFor();
                }
                east.waitFor();
            }
        }
    }

    private Path log() {
        return directory.resolve("writers.log");
    }

    private List<String> lines() throws IOException {
        return Files.exists(log()) ? Files.readAllLines(log()) : List.of();
    }

    private void awaitLine(String line) {
        await().atMost(PATIENCE).until(() -> lines().contains(line));
    }

    private void awaitIn(String file, String text) {
        await().atMost(PATIENCE)
                .until(() -> Files.readString(directory.resolve(file)).contains(text));
    }

    private static void awaitWaiter(TestCluster cluster) {
        await().atMost(PATIENCE)
                .until(() -> run(cluster, "lease explain orders").contains("Waiting, number 1: us-west"));
    }

    private Process writer(TestCluster cluster, String region) throws IOException {
        String script = WRITER.replace("LOG", "'" + log() + "'");
        return start(
                cluster,
                region + ".run.log",
                List.of("run", "orders", "--region", region, "--wait", "1h", "--", "sh", "-c", script));
    }

    /** A process of its own, as an operator starts it. */
    private Process start(TestCluster cluster, String output, List<String> words) throws IOException {
        var command = new ArrayList<>(List.of(ROOT.resolve("bin/arbiter").toString()));
        command.addAll(words);
        var builder = new ProcessBuilder(command);
        builder.environment().put("ARBITER_JAVA_OPTS", String.join(" ", ServerProgram.SMALL_JVM));
        builder.environment().put("ARBITER_ENDPOINTS", cluster.clientAddress("us-east"));
        builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve(output).toFile());
        return Spawner.start(builder);
    }

    private static List<String> commands() throws IOException {
        return Pattern.compile("(?m)^\\$ arbiter (.*)$")
                .matcher(Files.readString(ROOT.resolve("docs/promotions.md")))
                .results()
                .map(command -> command.group(1))
                .toList();
    }

    private static String run(TestCluster cluster, String command) {
        var words = new ArrayList<String>();
        Matcher word = WORD.matcher(command);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group(2) : word.group(1));
        }
        words.addAll(List.of("--endpoints", cluster.clientAddress("us-east"), "--timeout", "2m"));
        Launch launch = Launch.inProcess(words);
        assertThat(launch.status()).as(command + ": " + launch.output()).isZero();
        return launch.output();
    }
}
