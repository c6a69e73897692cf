package io.arbiter.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.testsupport.net.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** After any failure at the start, the process ends, reports the reason, and has the documented exit code. */
class ProcessTest {
    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    private Path directory;

    /** The end of a child process. */
    private record Ended(int code, String output) {}

    private Process start(String... arguments) throws IOException {
        Path java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(
                java.toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                ArbiterServerMain.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("output").toFile())
                .start();
    }

    private Ended run(String... arguments) throws Exception {
        return end(start(arguments));
    }

    private Ended end(Process process) throws Exception {
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("the process ends")
                    .isTrue();
            return new Ended(process.exitValue(), Files.readString(directory.resolve("output")));
        } finally {
            process.destroyForcibly();
        }
    }

    private String single(int raft, int client, int http) throws IOException {
        return Files.writeString(
                        directory.resolve("node.yaml"), """
                cluster: single
                node: n1
                data-dir: %s
                profile: local
                http.listen: 127.0.0.1:%d
                peers: {n1: {region: r1, raft: "127.0.0.1:%d", client: "127.0.0.1:%d"}}
                """.formatted(directory.resolve("data"), http, raft, client))
                .toString();
    }

    private static void assertEnded(Ended ended, ExitCode code, String why) {
        assertThat(ended.output()).contains(why);
        assertThat(ended.code()).isEqualTo(code.code());
    }

    @Test
    void aWrongCommandLineOrConfiguration() throws Exception {
        assertEnded(run(), ExitCode.USAGE, "Missing required option: '--config=FILE'");
        assertEnded(run("--config", "nowhere.yaml"), ExitCode.USAGE, "cannot read nowhere.yaml");
        assertEnded(
                run("--config", single(1, 2, 0), "--set", "grace=x", "--check"), ExitCode.USAGE, "grace: 'x' (--set)");
        assertEnded(run("--config", single(1, 2, 0), "--check"), ExitCode.OK, "configuration of n1 is valid");
    }

    @Test
    void aTakenPort() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int port = taken.getLocalPort();
            assertEnded(run("--config", single(port, FreePorts.one(), 0)), ExitCode.START_FAILED, "127.0.0.1:" + port);
            assertEnded(
                    run("--config", single(FreePorts.one(), port, 0)),
                    ExitCode.START_FAILED,
                    "client.listen 127.0.0.1:" + port);
            assertEnded(
                    run("--config", single(FreePorts.one(), FreePorts.one(), port)),
                    ExitCode.START_FAILED,
                    "http.listen");
        }
    }

    @Test
    void aDirectoryThatCannotBeUsed() throws Exception {
        Files.writeString(directory.resolve("data"), "a file in the way");
        assertEnded(
                run("--config", single(FreePorts.one(), FreePorts.one(), 0)), ExitCode.DATA_DIR_UNUSABLE, "cannot use");
    }

    @Test
    void aCleanShutdownAndAWipedDisk() throws Exception {
        String config = single(FreePorts.one(), FreePorts.one(), 0);
        Process process = start("--config", config);
        await().atMost(Duration.ofSeconds(PATIENCE_SECONDS))
                .until(() -> !process.isAlive()
                        || Files.readString(directory.resolve("output")).contains("serves clients on"));
        process.destroy();
        assertEnded(end(process), ExitCode.OK, "n1 is down");

        Files.move(directory.resolve("data"), directory.resolve("gone"));

        assertEnded(run("--config", config), ExitCode.MUST_NOT_VOTE, "which is empty now");
    }
}
