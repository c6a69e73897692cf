package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.Lease;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The example in examples/python against real servers. The build runs it only where Debian's gRPC for Python is
 * installed (profile {@code python-example}); {@code ./check} installs it, and fails if this test has not run.
 */
class PythonExampleTest {
    private static final Path EXAMPLE = Path.of("").toAbsolutePath().getParent().resolve("examples/python");
    /** Debian's, whatever else is on the path. */
    private static final String PYTHON = "/usr/bin/python3";
    /** Long for a busy machine, short enough to wait for. */
    private static final Duration TTL = Duration.ofSeconds(20);

    @TempDir
    static Path directory;

    private static DevPki pki;
    private static TestCluster cluster;
    private final List<Process> writers = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        Process generate = python(
                directory.resolve("generate.log"), EXAMPLE.resolve("generate").toString(), generated());
        assertThat(exit(generate)).as(read(directory.resolve("generate.log"))).isZero();
        pki = DevPki.in(directory.resolve("pki"));
        cluster = TestCluster.secured(directory, pki);
    }

    @AfterEach
    void killWriters() {
        writers.forEach(Process::destroyForcibly);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void theRulesHoldWithoutAServer() throws Exception {
        Path log = directory.resolve("unittest.log");
        Process tests = python(log, PYTHON, "-m", "unittest", "discover", "-v", "-s", EXAMPLE.toString());
        assertThat(exit(tests)).as(read(log)).isZero();
        assertThat(read(log)).contains("OK").doesNotContain("skipped");
    }

    @Test
    void itWritesUnderItsTokenAndReleases() throws Exception {
        Path log = directory.resolve("writes.log");
        assertThat(exit(writer(log, "written", "us-east", "--writes", "3")))
                .as(read(log))
                .isZero();
        assertThat(read(log).lines().map(line -> line.replaceAll("token \\d+", "token N")))
                .containsExactly(
                        "granted written with token N",
                        "order 1 under token N",
                        "order 2 under token N",
                        "order 3 under token N",
                        "releasing");
        try (ArbiterClient client = cluster.client("us-west").build();
                Lease lease = client.acquire("written", Duration.ZERO)) {
            assertThat(lease.isOpen()).isTrue();
        }
    }

    @Test
    void itIsRefusedWithTheReasonWhileAnotherHolds() throws Exception {
        Path log = directory.resolve("refused.log");
        try (ArbiterClient client = cluster.client("us-west").build();
                Lease lease = client.acquire("taken", Duration.ZERO)) {
            assertThat(exit(writer(log, "taken", "us-east"))).as(read(log)).isEqualTo(3);
            assertThat(read(log)).contains("LEASE_HELD", "'token': '" + lease.token() + "'");
        }
    }

    /** The second writer's token is larger, and the storage rejects later writes of the first one. */
    @Test
    void theNextWriterTakesOverFromOneThatWasKilled() throws Exception {
        Path first = directory.resolve("first.log");
        Path second = directory.resolve("second.log");
        Process killed = writer(first, "passed-on", "us-east", "--writes", "1000000", "--pause", "0.05");
        await().atMost(PATIENCE).until(() -> read(first).contains("order 3 "));
        Process next = writer(second, "passed-on", "eu-central", "--writes", "3", "--wait", "" + PATIENCE.toSeconds());
        killed.destroyForcibly();
        assertThat(exit(next)).as(read(second)).isZero();
        assertThat(token(second)).isGreaterThan(token(first));
    }

    /** An operator's request: the writer stops, closes its gate and transfers. */
    @Test
    void itHandsOverWhenAskedTo() throws Exception {
        Path first = directory.resolve("asked.log");
        Path second = directory.resolve("receiver.log");
        Process holder = writer(first, "moved", "us-east", "--writes", "1000000", "--pause", "0.05");
        await().atMost(PATIENCE).until(() -> read(first).contains("order 1 "));
        Process receiver = writer(second, "moved", "us-west", "--writes", "1", "--wait", "" + PATIENCE.toSeconds());
        var status = new ArrayList<Integer>();
        await().atMost(PATIENCE).until(() -> {
            var command = new ArrayList<>(List.of(
                    "arbiter",
                    "lease",
                    "transfer",
                    "moved",
                    "--to",
                    "us-west",
                    "--expect-token",
                    Long.toString(token(first)),
                    "--wait",
                    PATIENCE.toSeconds() + "s",
                    "--endpoints",
                    cluster.clientAddress("us-east")));
            command.addAll(pki.options("operator"));
            status.add(Launch.of(command).status());
            return status.get(status.size() - 1) == 0;
        });
        assertThat(exit(holder)).as(read(first)).isZero();
        assertThat(read(first)).contains("handing over");
        assertThat(exit(receiver)).as(read(second)).isZero();
    }

    private Process writer(Path log, String resource, String region, String... more) {
        List<String> command = new ArrayList<>(List.of(
                PYTHON,
                EXAMPLE.resolve("writer.py").toString(),
                "--endpoints",
                TestCluster.REGIONS.stream().map(cluster::clientAddress).collect(Collectors.joining(",")),
                "--region",
                region,
                "--resource",
                resource,
                "--ttl",
                Long.toString(TTL.toSeconds()),
                "--database",
                directory.resolve(resource + ".db").toString()));
        command.addAll(
                List.of("--tls-cert", pki.certificate(region + "-sidecar").toString()));
        command.addAll(List.of("--tls-key", pki.key(region + "-sidecar").toString()));
        command.addAll(List.of("--tls-ca", pki.trust().toString()));
        command.addAll(List.of(more));
        Process writer = python(log, command.toArray(String[]::new));
        writers.add(writer);
        return writer;
    }

    private static Process python(Path log, String... command) {
        try {
            var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().put("ARBITER_GENERATED", generated());
            builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String generated() {
        return directory.resolve("generated").toString();
    }

    private static int exit(Process process) throws InterruptedException {
        if (!process.waitFor(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running");
        }
        return process.exitValue();
    }

    private static long token(Path log) {
        return Long.parseLong(read(log).replaceAll("(?s).*with token (\\d+).*", "$1"));
    }

    private static String read(Path log) {
        try {
            return Files.exists(log) ? Files.readString(log) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
