package io.arbiter.chaos.bench.command;

import io.arbiter.chaos.arguments.Durations;
import io.arbiter.chaos.bench.RunOptions;
import io.arbiter.chaos.bench.lease.LeaseOptions;
import io.arbiter.chaos.bench.net.Latency;
import io.arbiter.chaos.bench.net.LinkQuality;
import java.nio.file.Path;
import java.time.Duration;
import picocli.CommandLine.Option;

/** Arguments of a run, but for workload, nemesis, nodes and seed, which a sweep varies. */
final class RunArguments {
    @Option(
            names = "--node",
            paramLabel = "COMMAND",
            description = "Command line of a node: any program that speaks "
                    + "Maelstrom's protocol. Default: ${sys:chaos.bin:-chaos/bin}/arbiter-maelstrom")
    private String node = Path.of(System.getProperty("chaos.bin", "chaos/bin"), "arbiter-maelstrom")
            .toString();

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "100",
            description = "Operations a second, over all clients. Default: ${DEFAULT-VALUE}")
    private double rate;

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = Durations.Converter.class,
            description = "How long faults strike. Default: ${DEFAULT-VALUE}")
    private Duration timeLimit;

    @Option(
            names = "--clients-per-node",
            paramLabel = "N",
            defaultValue = "4",
            description = "Default: ${DEFAULT-VALUE}")
    private int clientsPerNode;

    @Option(
            names = "--interval",
            paramLabel = "TIME",
            defaultValue = "8s",
            converter = Durations.Converter.class,
            description = "One fault in so much time. Default: ${DEFAULT-VALUE}")
    private Duration interval;

    @Option(
            names = "--liveness",
            paramLabel = "TIME",
            defaultValue = "6s",
            converter = Durations.Converter.class,
            description = "How long the work goes on after the faults. Default: ${DEFAULT-VALUE}")
    private Duration liveness;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "5s",
            converter = Durations.Converter.class,
            description = "After which the fate of an operation is unknown. Default: ${DEFAULT-VALUE}")
    private Duration timeout;

    @Option(
            names = "--latency",
            paramLabel = "DIST",
            defaultValue = "exponential:2ms",
            converter = LatencyConverter.class,
            description = "Of each message: 5ms, constant:5ms, uniform:0ms..10ms "
                    + "or exponential:2ms. Default: ${DEFAULT-VALUE}")
    private Latency latency;

    @Option(
            names = "--loss",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of messages that are lost, 0 to 1. Default: ${DEFAULT-VALUE}")
    private double loss;

    @Option(
            names = "--duplicate",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of messages between nodes that come twice. Default: ${DEFAULT-VALUE}")
    private double duplicate;

    @Option(
            names = "--reorder",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "Share of messages that others overtake. Default: ${DEFAULT-VALUE}")
    private double reorder;

    @Option(
            names = "--ttl",
            paramLabel = "TIME",
            defaultValue = "2s",
            converter = Durations.Converter.class,
            description = "Workload lease: of the sessions, at least 1s. Default: ${DEFAULT-VALUE}")
    private Duration ttl;

    @Option(
            names = "--resources",
            paramLabel = "N",
            defaultValue = "3",
            description = "Workload lease: how many there are. Default: ${DEFAULT-VALUE}")
    private int resources;

    @Option(
            names = "--drift",
            paramLabel = "PPM",
            defaultValue = "10000",
            description = "By how much faults make clients' clocks fast or slow, in parts per million; nodes' by at "
                    + "most 10000. Default: ${DEFAULT-VALUE}")
    private int drift;

    @Option(
            names = "--gate-drift-bound",
            paramLabel = "PPM",
            defaultValue = "10000",
            description = "Workload lease: what the gates allow for. Default: ${DEFAULT-VALUE}")
    private int gateDriftBound;

    /** @throws IllegalArgumentException if something is out of bounds; names what is expected */
    RunOptions options(String workload, int nodes, String nemesis, long seed) {
        return new RunOptions(
                workload,
                node,
                nodes,
                clientsPerNode,
                nemesis,
                rate,
                new RunOptions.Times(timeLimit, liveness, timeout, interval),
                new LinkQuality(latency, loss, duplicate, reorder),
                drift,
                new LeaseOptions(ttl, gateDriftBound, resources),
                seed);
    }
}
