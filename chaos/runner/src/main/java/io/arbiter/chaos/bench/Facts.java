package io.arbiter.chaos.bench;

import io.arbiter.chaos.arguments.Durations;
import io.arbiter.chaos.bench.lease.LeaseWorkload;
import io.arbiter.chaos.bench.net.Network;
import io.arbiter.chaos.report.data.RunInfo;
import java.util.LinkedHashMap;
import java.util.Map;

/** The report's facts of a run besides its history. */
final class Facts {
    private Facts() {}

    static RunInfo of(RunOptions options, Network network) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("seed", String.valueOf(options.seed()));
        facts.put("nodes", String.valueOf(options.nodes()));
        facts.put("clients", String.valueOf(options.nodes() * options.clientsPerNode()));
        facts.put("rate", options.rate() + "/s");
        facts.put("time limit", Durations.text(options.times().limit()));
        facts.put("links", options.links().toString());
        if (options.workload().equals(LeaseWorkload.NAME)) {
            facts.put("ttl", Durations.text(options.lease().ttl()));
            facts.put("gate drift bound", options.lease().gateDriftBoundPpm() + " ppm");
        }
        facts.put("messages", "%,d carried, %,d dropped".formatted(network.carried(), network.dropped()));
        facts.put("node", options.node());
        return new RunInfo(options.title(), RepeatLine.of(options), facts);
    }
}
