package io.arbiter.chaos.bench;

import io.arbiter.chaos.arguments.Durations;
import io.arbiter.chaos.bench.lease.LeaseWorkload;
import java.util.ArrayList;
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
        List<String> words = new ArrayList<>(List.of(
                "--workload",
                options.workload(),
                "--nodes",
                String.valueOf(options.nodes()),
                "--nemesis",
                options.nemesis(),
                "--rate",
                String.valueOf(options.rate()),
                "--time-limit",
                Durations.text(options.times().limit()),
                "--seed",
                String.valueOf(options.seed()),
                "--clients-per-node",
                String.valueOf(options.clientsPerNode()),
                "--interval",
                Durations.text(options.times().interval()),
                "--liveness",
                Durations.text(options.times().liveness()),
                "--timeout",
                Durations.text(options.times().timeout()),
                "--latency",
                options.links().latency().toString(),
                "--loss",
                String.valueOf(options.links().loss()),
                "--duplicate",
                String.valueOf(options.links().duplicate()),
                "--reorder",
                String.valueOf(options.links().reorder())));
        if (options.workload().equals(LeaseWorkload.NAME)) {
            words.addAll(List.of(
                    "--ttl",
                    Durations.text(options.lease().ttl()),
                    "--resources",
                    String.valueOf(options.lease().resources()),
                    "--drift",
                    String.valueOf(options.driftPpm()),
                    "--gate-drift-bound",
                    String.valueOf(options.lease().gateDriftBoundPpm())));
        }
        words.addAll(List.of("--node", options.node()));
        return words;
    }
}
