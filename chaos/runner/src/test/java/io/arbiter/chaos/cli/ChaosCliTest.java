package io.arbiter.chaos.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChaosCliTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int chaos(String... args) {
        out.getBuffer().setLength(0);
        return ChaosCli.execute(new PrintWriter(out), new PrintWriter(err), args);
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check", "sweep", "must-fail", "power"})
    void eachCommandHelpsWithExamplesAndExitCodes(String command) {
        assertThat(chaos(command, "--help")).isZero();
        assertThat(out.toString()).contains("Examples:", "Exit codes:");
        assertThat(chaos("--help")).isZero();
        assertThat(out.toString()).contains(command);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "fly",
                "run",
                "run --workload nothing",
                "run --workload lin-kv --nemesis flood",
                "run --workload lin-kv --nemesis holder-pause",
                "run --workload lin-kv --nodes 1 --nemesis partition",
                "run --workload lin-kv --rate 0",
                "run --workload lin-kv --loss 2",
                "run --workload lin-kv --latency fast",
                "run --workload lin-kv --time-limit 0s",
                "run --workload lease --ttl 10ms",
                "check no-file",
                "check no-file --workload echo",
                "sweep --seeds 5..1",
                "sweep --workloads lin-kv --nemeses drift",
                "must-fail --only luck",
                "power --seeds 5..1",
                "power --parallel 0",
                "power --must-fail --only luck",
                "power --only torn-middle"
            })
    void wrongUsageIsExplained(String line) {
        assertThat(chaos(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).isNotBlank().doesNotContain("\tat ");
    }

    @Test
    void aDryRunShowsTheSameScheduleAgain() {
        String[] line = "run --workload lease --nemesis partition,holder-cut,clock --seed 9 --dry-run".split(" ");
        assertThat(chaos(line)).isZero();
        String first = out.toString();
        assertThat(first).contains("seed 9", "holder-cut", "partition", " s to ");
        assertThat(chaos(line)).isZero();
        assertThat(out).hasToString(first);
    }

    @Test
    void aRecordedHistoryIsJudged(@TempDir Path directory) throws Exception {
        Path good = Files.writeString(directory.resolve("good.jsonl"), """
                {"process":0,"type":"invoke","f":"generate","value":{},"time":1}
                {"process":0,"type":"ok","f":"generate","value":{"id":1},"time":2}
                """);
        assertThat(chaos("check", good.toString(), "--workload", "unique-ids")).isZero();
        Path bad = Files.writeString(directory.resolve("bad.jsonl"), Files.readString(good) + """
                {"process":0,"type":"invoke","f":"generate","value":{},"time":3}
                {"process":0,"type":"ok","f":"generate","value":{"id":1},"time":4}
                """);
        Path report = directory.resolve("report");
        assertThat(chaos("check", bad.toString(), "--workload", "unique-ids", "--out", report.toString()))
                .isEqualTo(1);
        assertThat(out.toString()).contains("INVALID", "unique-ids");
        assertThat(report.resolve("report.html")).isNotEmptyFile();
        Path none = Files.writeString(directory.resolve("none.jsonl"), "{}\n");
        assertThat(chaos("check", none.toString(), "--workload", "echo")).isEqualTo(2);
        assertThat(err.toString()).contains("none.jsonl line 1");
    }
}
