package io.arbiter.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code arbiter run} loses its lease: everybody in the process group is dead before the safe time is over.
 */
class RunLeaseLossTest {
    /**
     * CMD and a grandchild, both deaf to SIGTERM; the grandchild writes down the time for as long as it
     * lives.
     */
    private static final String STUBBORN = """
            trap '' TERM
            sh -c "trap '' TERM; while :; do date +%s%3N >> ticks; sleep 0.02; done" &
            echo $$ $! > pids
            wait
            """;

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
        List<String> all = new ArrayList<>(List.of("-o", "json"));
        all.addAll(List.of(options));
        return CliProcess.runScript(directory, node, script, all.toArray(String[]::new));
    }

    private static String[] awaitPids(CliProcess cli) {
        await().until(() -> cli.file("pids").endsWith("\n"));
        return cli.file("pids").strip().split(" ");
    }

    private static JsonObject error(CliProcess cli) {
        String line = cli.err()
                .lines()
                .filter(text -> text.startsWith("{"))
                .findFirst()
                .orElseThrow();
        return JsonParser.parseString(line).getAsJsonObject().getAsJsonObject("error");
    }

    /** Two clocks prove it: the gate's, when the group was seen dead, and the grandchild's last tick. */
    @Test
    void silenceKillsTheWholeGroupBeforeTheDeadline() {
        try (CliProcess cli = run(STUBBORN, "--ttl", "30s", "--kill-margin", "15s")) {
            String[] pids = awaitPids(cli);
            await().until(() -> !cli.file("ticks").isEmpty());
            node.state.silent = true;
            assertThat(cli.await()).isEqualTo(123);
            assertThat(Processes.alive(pids[0]) || Processes.alive(pids[1])).isFalse();
            JsonObject metadata = error(cli).getAsJsonObject("metadata");
            assertThat(error(cli).get("reason").getAsString()).isEqualTo("LEASE_LOST");
            assertThat(metadata.get("killed").getAsString()).isEqualTo("true");
            assertThat(metadata.get("safe_millis_left").getAsLong()).isPositive();
            long lastTick =
                    cli.file("ticks").lines().mapToLong(Long::parseLong).max().orElseThrow();
            assertThat(lastTick).isLessThan(node.state.lastAnsweredRenewalMillis + 29_700);
        }
    }

    /** The next holder may write already: no time for politeness. */
    @Test
    void aBrokenSessionIsKilledAtOnce() {
        try (CliProcess cli = run(STUBBORN, "--ttl", "60s", "--stop-grace", "1h")) {
            String[] pids = awaitPids(cli);
            node.state.closeSession(12);
            assertThat(cli.await()).isEqualTo(123);
            assertThat(Processes.alive(pids[0]) || Processes.alive(pids[1])).isFalse();
            assertThat(error(cli).get("message").getAsString()).contains("the session ended");
        }
    }

    private static ProcessHandle watchdog(CliProcess cli, String cmd) {
        return cli.children()
                .filter(child -> child.pid() != Long.parseLong(cmd))
                .findFirst()
                .orElseThrow();
    }

    /** As a service manager stops a service: its SIGTERM reaches the watchdog as well. */
    @Test
    void theWatchdogIsDeafToSignals() {
        try (CliProcess cli = run(STUBBORN, "--ttl", "60s", "--stop-grace", "1h")) {
            String[] pids = awaitPids(cli);
            ProcessHandle watchdog = watchdog(cli, pids[0]);
            watchdog.destroy();
            cli.kill();
            await().until(() -> !Processes.alive(pids[0]) && !Processes.alive(pids[1]));
        }
    }

    @Test
    void withoutItsWatchdogTheGroupIsKilledToo() {
        try (CliProcess cli = run(STUBBORN, "--ttl", "60s", "--stop-grace", "1h")) {
            String[] pids = awaitPids(cli);
            ProcessHandle watchdog = watchdog(cli, pids[0]);
            watchdog.destroyForcibly();
            await().until(() -> !watchdog.isAlive());
            node.state.closeSession(12);
            assertThat(cli.await()).isEqualTo(123);
            assertThat(Processes.alive(pids[0]) || Processes.alive(pids[1])).isFalse();
        }
    }

    /** The gates of the two never overlap: the transfer is sent only when CMD can write no more. */
    @Test
    void aHandoverWaitsForTheEndOfCmd() {
        AtomicBoolean overlapped = new AtomicBoolean();
        String polite =
                "trap 'sleep 0.3; echo end > end; exit 0' TERM; echo $$ $$ > pids; while :; do " + "sleep 0.05; done";
        try (CliProcess cli = run(polite, "--ttl", "60s")) {
            String[] pids = awaitPids(cli);
            long west = node.state.open("us-west", "other", 5_000);
            node.state.queue("orders", west);
            node.state.beforeTransfer = () ->
                    overlapped.set(Processes.alive(pids[0]) || cli.file("end").isEmpty());
            node.state.askHandover("orders", west);
            assertThat(cli.await()).isEqualTo(123);
            assertThat(overlapped).isFalse();
            assertThat(node.state.leases.get("orders").getSessionId()).isEqualTo(west);
            assertThat(error(cli).get("message").getAsString()).contains("hand it over to session " + west);
        }
    }
}
