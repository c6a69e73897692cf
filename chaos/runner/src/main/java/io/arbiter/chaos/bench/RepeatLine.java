package io.arbiter.chaos.bench;

import io.arbiter.chaos.arguments.Arguments;
import io.arbiter.chaos.arguments.Durations;
import io.arbiter.chaos.bench.lease.LeaseWorkload;
import java.util.List;
import java.util.stream.Collectors;

/** The command that repeats a run: every option, so that it means the same tomorrow. */
public final class RepeatLine {
    private RepeatLine() {}

    /** For a shell. */
    public static String of(RunOptions options) {
        return "chaos/bin/chaos run "
                + words(options).stream()
                        .map(word -> word.matches("[\\w./:=,@%+-]+") ? word : "'" + word.replace("'", "'\\''") + "'")
                        .collect(Collectors.joining(" "));
    }

    /** The arguments of {@code run}. */
    public static List<String> words(RunOptions options) {
        Arguments words = new Arguments()
                .option("--workload", options.workload())
                .option("--nodes", options.nodes())
                .option("--nemesis", options.nemesis())
                .option("--rate", options.rate())
                .option("--time-limit", Durations.text(options.times().limit()))
                .option("--seed", options.seed())
                .option("--clients-per-node", options.clientsPerNode())
                .option("--interval", Durations.text(options.times().interval()))
                .option("--liveness", Durations.text(options.times().liveness()))
                .option("--timeout", Durations.text(options.times().timeout()))
                .option("--latency", options.links().latency())
                .option("--loss", options.links().loss())
                .option("--duplicate", options.links().duplicate())
                .option("--reorder", options.links().reorder());
        if (options.workload().equals(LeaseWorkload.NAME)) {
            words.option("--ttl", Durations.text(options.lease().ttl()))
                    .option("--resources", options.lease().resources())
                    .option("--drift", options.driftPpm())
                    .option("--gate-drift-bound", options.lease().gateDriftBoundPpm());
        }
        return words.option("--node", options.node()).words();
    }
}
