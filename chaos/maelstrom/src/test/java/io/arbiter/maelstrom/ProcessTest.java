package io.arbiter.maelstrom;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.maelstrom.wire.Body;
import io.arbiter.maelstrom.wire.Message;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process as Maelstrom sees it: lines in, lines out, and an exit code. */
class ProcessTest {
    private static final String INIT = "{'type': 'init', 'msg_id': 1, 'node_id': 'n1', 'node_ids': ['n1']}";

    /** Maelstrom's codes for a timeout, for a node that is not available yet, and for an outcome that is unknown. */
    private static final List<Long> OUT_OF_TIME = List.of(0L, 11L, 13L);

    @TempDir
    private Path directory;

    private Process process;

    @AfterEach
    void destroy() {
        process.destroyForcibly();
    }

    private void start(boolean lasting, String... arguments) throws IOException {
        Path temporary = Files.createDirectories(directory.resolve("tmp"));
        var command = new ArrayList<String>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + temporary,
                "-cp",
                System.getProperty("java.class.path"),
                ArbiterMaelstrom.class.getName()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command)
                .redirectError(directory.resolve("log").toFile());
        builder.environment().remove("MAELSTROM_DATA_DIR");
        if (lasting) {
            builder.environment()
                    .put("MAELSTROM_DATA_DIR", directory.resolve("data").toString());
        }
        process = builder.start();
    }

    private void writeLine(String line) throws IOException {
        OutputStream in = process.getOutputStream();
        in.write((line + '\n').getBytes(StandardCharsets.UTF_8));
        in.flush();
    }

    private void send(String body) throws IOException {
        writeLine(new Message("c1", "n1", TestCluster.json(body)).toLine());
    }

    private Message answer() throws IOException {
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        return Message.parse(out.readLine());
    }

    /** A node gives up on an operation after seconds, in which a busy machine may not even have started it. */
    private Body untilDone(String type) throws IOException {
        long start = System.nanoTime();
        int id = 2;
        while (true) {
            send("{'type': '" + type + "', 'msg_id': " + id++ + ", 'key': 1, 'value': 7}");
            Body answer = answer().body();
            if (!answer.type().equals("error") || System.nanoTime() - start > PATIENCE.toNanos()) {
                return answer;
            }
            assertThat(answer.integer("code"))
                    .as("out of time, not refused: " + answer.json())
                    .isIn(OUT_OF_TIME);
        }
    }

    private int end() throws Exception {
        process.getOutputStream().close();
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private List<Path> temporaryFiles() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("tmp"))) {
            return files.toList();
        }
    }

    @Test
    void badLinesStopNothingAndTheEndOfTheInputEndsItCleanly() throws Exception {
        start(false);
        writeLine("no json");
        send("{'type': 'read', 'msg_id': 3, 'key': 1}");
        assertThat(answer().body().integer("code")).as("before init").isEqualTo(11);
        send(INIT);
        assertThat(answer().body().type()).isEqualTo("init_ok");
        writeLine("\"}{");
        writeLine("x".repeat(1 << 20));
        send("{'type': 'write', 'msg_id': 4, 'key': 1, 'value': 7}");
        assertThat(answer().body().integer("in_reply_to")).isEqualTo(4);
        assertThat(temporaryFiles()).isNotEmpty();

        assertThat(end()).isZero();
        assertThat(process.inputReader(StandardCharsets.UTF_8).read())
                .as("nothing but answers")
                .isEqualTo(-1);
        assertThat(temporaryFiles()).isEmpty();
    }

    /** Runs of hundreds of kills filled the disk. */
    @Test
    void aTemporaryDirectoryDoesNotOutliveAKill() throws Exception {
        start(false);
        send(INIT);
        answer();
        assertThat(temporaryFiles()).isNotEmpty();
        process.destroyForcibly().waitFor();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(temporaryFiles()).isEmpty());
    }

    @Test
    void aLastingDirectorySurvivesAKill() throws Exception {
        start(true);
        send(INIT);
        answer();
        assertThat(untilDone("write").type()).isEqualTo("write_ok");
        process.destroyForcibly().waitFor();

        start(true);
        send(INIT);
        answer();
        assertThat(untilDone("read").integer("value")).isEqualTo(7);
        assertThat(end()).isZero();
    }

    @Test
    void anUnknownWayToBeWrongIsRefused() throws Exception {
        start(false, "--wrong", "everything");
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(2);
        assertThat(Files.readString(directory.resolve("log"))).contains("expected no-guard or clock-tokens");
    }
}
