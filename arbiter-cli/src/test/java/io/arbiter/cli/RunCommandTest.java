package io.arbiter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.v1.EndReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code arbiter run} with real processes: CMD's end, and the end of arbiter run. */
class RunCommandTest {
    @TempDir
    private Path directory;

    private FakeNode node;

    @BeforeEach
    void startNode() {
        node = new FakeNode();
    }

    @AfterEach
    void stopNode() {
        node.close();
    }

    private CliProcess run(String script, String... options) {
        return CliProcess.runScript(directory, node, script, options);
    }

    private static void awaitFile(CliProcess cli, String name) {
        await().until(() -> cli.file(name).endsWith("\n"));
    }

    @Test
    void cmdStatusIsOursAndTheLeaseIsGivenBack() {
        try (CliProcess cli = run("exit 7")) {
            assertThat(cli.await()).isEqualTo(7);
            assertThat(node.state.leases).isEmpty();
            assertThat(cli.err()).isEmpty();
        }
    }

    @Test
    void theEnvironmentIsOursNotTheInheritedOne() {
        try (CliProcess cli = run("env")) {
            assertThat(cli.await()).isZero();
            assertThat(cli.out())
                    .contains(
                            "ARBITER_TOKEN=7\n",
                            "ARBITER_RESOURCE=orders\n",
                            "ARBITER_REGION=us-east\n",
                            "ARBITER_SESSION_ID=12\n",
                            "ARBITER_ENDPOINTS=" + node.endpoint() + "\n")
                    .doesNotContain("=999", "=outer");
            assertThat(cli.out().lines().filter(line -> line.startsWith("ARBITER_SAFE_")))
                    .hasSize(2);
        }
    }

    @Test
    void aSignalThatEndedCmdShows() {
        try (CliProcess cli = run("kill -9 $$")) {
            assertThat(cli.await()).isEqualTo(137);
        }
    }

    @Test
    void aHeldLeaseIsNotRunUnder() {
        node.state.grant("orders", node.state.open("us-west", "other", 5_000));
        try (CliProcess cli = run("touch started", "--wait", "200ms")) {
            assertThat(cli.await()).isEqualTo(124);
            assertThat(cli.err()).contains("CMD was not started").contains("NOT_GRANTED_IN_TIME");
            assertThat(directory.resolve("started")).doesNotExist();
        }
    }

    /** The grant was answered, and broken before CMD could start: CMD must not run for even a moment. */
    @Test
    void aLeaseThatIsLostAtOnceStartsNothing() {
        node.state.grant("orders", node.state.open("us-west", "other", 5_000));
        node.state.breaksGrants = true;
        try (CliProcess cli = run("touch started", "--wait", "1m")) {
            await().until(() ->
                    !node.state.waiters.getOrDefault("orders", List.of()).isEmpty());
            node.state.end("orders", EndReason.END_REASON_RELEASED, 0);
            assertThat(cli.await()).isEqualTo(124);
            assertThat(cli.err()).contains("LOST_AT_ONCE");
            assertThat(directory.resolve("started")).doesNotExist();
        }
    }

    private CliProcess runWithLauncher(String launcher, String script) throws IOException {
        Path bin = Files.createDirectory(directory.resolve("bin"));
        Path setsid = Files.writeString(bin.resolve("setsid"), "#!/bin/sh\n" + launcher);
        assertThat(setsid.toFile().setExecutable(true)).isTrue();
        return CliProcess.runScriptWithPath(directory, node, bin + ":" + System.getenv("PATH"), script);
    }

    /** Else a signal could end the watchdog first, and CMD would outlive its lease if this process died. */
    @Test
    void cmdStartsWhenItsWatchdogIsReady() throws IOException {
        String slowForTheWatchdog = """
                case "$*" in *"read -r group"*) sleep 1; echo watchdog >> order ;; esac
                PATH=${PATH#*:} exec setsid "$@"
                """;
        try (CliProcess cli = runWithLauncher(slowForTheWatchdog, "echo CMD >> order")) {
            assertThat(cli.await()).isZero();
            assertThat(cli.file("order").lines()).containsExactly("watchdog", "CMD");
        }
    }

    /** Here the launcher does not become what it is to launch. */
    @Test
    void theLeaseOfACmdThatCannotBeStartedIsGivenBack() throws IOException {
        try (CliProcess cli = runWithLauncher("", "touch started")) {
            assertThat(cli.await()).isEqualTo(125);
            assertThat(cli.err()).contains("CMD was not started").contains("ended at once");
            assertThat(node.state.sessions).as("open at the arbiter").isEmpty();
            assertThat(directory.resolve("started")).doesNotExist();
        }
    }

    @Test
    void aWaitEndsWithTheGrant() {
        long other = node.state.open("us-west", "other", 5_000);
        node.state.grant("orders", other);
        try (CliProcess cli = run("echo $ARBITER_TOKEN", "--wait", "1m")) {
            await().until(() ->
                    !node.state.waiters.getOrDefault("orders", List.of()).isEmpty());
            node.state.end("orders", EndReason.END_REASON_RELEASED, 0);
            assertThat(cli.await()).isZero();
            assertThat(cli.out()).isEqualTo("8\n");
        }
    }

    @Test
    void signalsReachCmd() {
        try (CliProcess cli = run("trap 'echo told; exit 3' TERM; echo > ready; while :; do sleep 0.05; " + "done")) {
            awaitFile(cli, "ready");
            cli.terminate();
            assertThat(cli.await()).isEqualTo(3);
            assertThat(cli.out()).isEqualTo("told\n");
            assertThat(node.state.leases).isEmpty();
        }
    }

    @Test
    void whatCmdLeavesBehindIsStoppedBeforeTheRelease() {
        try (CliProcess cli = run("sleep 600 & echo $! > left; exit 4")) {
            assertThat(cli.await()).isEqualTo(4);
            assertThat(cli.err()).contains("left processes behind");
            await().until(() -> !Processes.alive(cli.file("left")));
            assertThat(node.state.leases).isEmpty();
        }
    }

    /** Nobody else would stop CMD when the session lapses. */
    @Test
    void cmdDiesWithUsEvenByKill() {
        try (CliProcess cli = run("(trap '' TERM HUP; sleep 600) & echo $$ $! > pids; wait")) {
            awaitFile(cli, "pids");
            cli.kill();
            String[] pids = cli.file("pids").strip().split(" ");
            await().until(() -> !Processes.alive(pids[0]) && !Processes.alive(pids[1]));
        }
    }
}
