package io.arbiter.chaos.bench.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.bench.RepeatLine;
import io.arbiter.chaos.bench.RunOptions;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The line that repeats a run means that run. */
class RepeatLineTest {
    private static RunOptions parsed(List<String> words) {
        var command = new RunCommand();
        new CommandLine(command).parseArgs(words.toArray(String[]::new));
        return command.options();
    }

    @Test
    void meansTheSameRun() {
        RunOptions options = parsed(List.of(
                "--workload",
                "lease",
                "--nodes",
                "5",
                "--nemesis",
                "kill,holder-pause",
                "--rate",
                "33.5",
                "--time-limit",
                "12s",
                "--seed",
                "77",
                "--clients-per-node",
                "2",
                "--interval",
                "3s",
                "--liveness",
                "1s",
                "--timeout",
                "700ms",
                "--latency",
                "uniform:1ms..9ms",
                "--loss",
                "0.01",
                "--duplicate",
                "0.02",
                "--reorder",
                "0.03",
                "--ttl",
                "3s",
                "--resources",
                "7",
                "--drift",
                "500",
                "--gate-drift-bound",
                "600",
                "--node",
                "some 'node here' --wrong no-guard"));
        assertThat(parsed(RepeatLine.words(options))).isEqualTo(options);
    }

    @Test
    void namesTheSeedThatWasDrawn() {
        RunOptions options = parsed(List.of("--workload", "lin-kv"));
        assertThat(parsed(RepeatLine.words(options))).isEqualTo(options);
        assertThat(RepeatLine.of(options)).contains("--seed " + options.seed());
    }
}
