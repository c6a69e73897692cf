package io.arbiter.chaos.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.chaos.bench.lease.LeaseOptions;
import io.arbiter.chaos.bench.net.Latency;
import io.arbiter.chaos.bench.net.LinkQuality;
import io.arbiter.chaos.bench.process.NodeFailedException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nodes that others wrote, in another language. */
class ForeignNodesTest {
    /** The verdicts on a node that forgets what it has acknowledged. */
    private static final List<String> LOST = List.of("linearizability", "lost-writes");

    @TempDir
    Path directory;

    private static RunOptions options(String workload, String nemesis, String node) {
        return options(workload, nemesis, node, 60, Duration.ofSeconds(4));
    }

    private static RunOptions options(String workload, String nemesis, String node, double rate, Duration limit) {
        return options(workload, nemesis, node, rate, limit, Duration.ofSeconds(1));
    }

    /** @param pace the time of an operation, and between faults */
    private static RunOptions options(
            String workload, String nemesis, String node, double rate, Duration limit, Duration pace) {
        return new RunOptions(
                workload,
                node,
                1,
                4,
                nemesis,
                rate,
                new RunOptions.Times(limit, pace.dividedBy(2), pace, pace),
                new LinkQuality(Latency.parse("0ms"), 0, 0, 0),
                10_000,
                new LeaseOptions(Duration.ofSeconds(1), 10_000, 2),
                1);
    }

    private static boolean isAlive(String pid) {
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(ProcessHandle::isAlive)
                .isPresent();
    }

    private RunResult run(String workload, String nemesis) throws Exception {
        return RunFixture.run(options(workload, nemesis, "bash '" + script() + "'"), directory);
    }

    private Path script() throws URISyntaxException {
        return Path.of(getClass().getResource("/foreign/node.sh").toURI());
    }

    @Test
    void anEchoComesBackAlsoFromOneThatWasKilledOrStopped() throws Exception {
        assertThat(RunFixture.convicted(run("echo", "kill,pause"))).doesNotContain("echo");
        assertThat(directory.resolve("n1.log")).exists();
    }

    /** A kill every few milliseconds: most strike a process that has not answered {@code init} yet. */
    @Test
    void aNodeThatIsKilledBeforeItHasAnsweredIsStartedAgain() throws Exception {
        RunOptions calm = options(
                "echo",
                "kill",
                "bash -c 'sleep 0.3; exec bash \"$0\"' '"
                        + Path.of(getClass().getResource("/foreign/node.sh").toURI()) + "'");
        var often = new RunOptions.Times(
                calm.times().limit(), calm.times().liveness(), calm.times().timeout(), Duration.ofMillis(100));
        RunResult result = RunFixture.run(
                new RunOptions(
                        calm.workload(),
                        calm.node(),
                        1,
                        4,
                        calm.nemesis(),
                        calm.rate(),
                        often,
                        calm.links(),
                        calm.driftPpm(),
                        calm.lease(),
                        calm.seed()),
                directory);
        assertThat(result.history().faults())
                .filteredOn(fault -> fault.f().equals("kill"))
                .hasSizeGreaterThan(10);
        assertThat(RunFixture.convicted(result)).doesNotContain("echo", "final-reads");
    }

    @Test
    void registersInOneProcessAreLinearizable() throws Exception {
        assertThat(RunFixture.convicted(run("lin-kv", "pause"))).doesNotContain("linearizability", "lost-writes");
    }

    /** Where the node acknowledges nothing between two kills, because the machine is busy, it gets more time. */
    @Test
    void registersThatDieWithTheirProcessAreConvicted() throws Exception {
        List<String> convicted = List.of();
        for (int pace = 1; pace <= 16 && !convicted.containsAll(LOST); pace *= 2) {
            Path own = Files.createDirectory(directory.resolve("pace-" + pace));
            Duration limit = Duration.ofSeconds(4L * pace);
            RunOptions kills =
                    options("lin-kv", "kill", "bash '" + script() + "'", 60.0 / pace, limit, Duration.ofSeconds(pace));
            convicted = RunFixture.convicted(RunFixture.run(kills, own));
        }
        assertThat(convicted).containsAll(LOST);
    }

    /** Few echoes and more time, so that this slow node gets to the message about its clock on a busy machine, too. */
    @Test
    void aNodeWithoutClocksSaysSoInARemark() throws Exception {
        RunOptions unhurried = options("echo", "clock", "bash '" + script() + "'", 4, Duration.ofSeconds(8));
        assertThat(RunFixture.run(unhurried, directory).history().faults())
                .anySatisfy(
                        remark -> assertThat(remark.text("detail")).contains("n1 keeps its clock", "not supported"));
    }

    @Test
    void aNodeThatEndsByItselfFailsTheRunWithItsLastWords() throws Exception {
        assertThatThrownBy(() ->
                        RunFixture.run(options("echo", "none", "bash -c 'echo no memory >&2; exit 3'"), directory))
                .isInstanceOf(NodeFailedException.class)
                .hasMessageContainingAll("n1 ended by itself", "no memory");
    }

    @Test
    void aNodeThatLogsToStandardOutputFailsTheRun() {
        assertThatThrownBy(() -> RunFixture.run(options("echo", "none", "bash -c 'echo hello; sleep 60'"), directory))
                .isInstanceOf(NodeFailedException.class)
                .hasMessageContainingAll("hello", "standard error");
    }

    @Test
    void aProgramThatIsNotThereFailsTheRun() {
        assertThatThrownBy(() -> RunFixture.run(options("echo", "none", "no-such-program"), directory))
                .isInstanceOf(NodeFailedException.class)
                .hasMessageContainingAll("no-such-program", "--node");
    }

    @Test
    void noProcessIsLeftBehind() throws Exception {
        Path pids = directory.resolve("pids");
        Path script = Files.writeString(
                directory.resolve("pid.sh"),
                "echo $$ >> '" + pids + "'\nexec bash '"
                        + Path.of(getClass().getResource("/foreign/node.sh").toURI()) + "'\n");
        RunFixture.run(options("echo", "kill", "bash '" + script + "'"), directory);
        List<String> started = Files.readAllLines(pids);
        assertThat(started).hasSizeGreaterThan(1);
        await().until(() -> started.stream().noneMatch(ForeignNodesTest::isAlive));
    }
}
