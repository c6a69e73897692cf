package io.arbiter.bench.runner.growth;

import java.util.List;
import java.util.stream.IntStream;

/**
 * Observations of one server.
 *
 * @param leads at the end
 * @param entriesPerSecond of the log: one may carry many renewals
 * @param snapshots that were seen: two between two samples are one
 * @param purges of the log that were seen, as many as there were cycles after the first
 */
record ServerGrowth(
        String server,
        boolean leads,
        double entriesPerSecond,
        int snapshots,
        int purges,
        Quantity data,
        Quantity heap,
        Quantity resident,
        List<Sample> samples) {
    /** @param samples two at least, the heap being in the first and the last */
    static ServerGrowth of(String server, List<Sample> samples) {
        Sample first = samples.get(0);
        Sample last = samples.get(samples.size() - 1);
        int snapshots = (int) IntStream.range(1, samples.size())
                .filter(i -> samples.get(i).snapshotIndex() > samples.get(i - 1).snapshotIndex())
                .count();
        return new ServerGrowth(
                server,
                last.leads(),
                (last.appliedIndex() - first.appliedIndex()) / (last.atSeconds() - first.atSeconds()),
                snapshots,
                Cycles.of(samples).count(),
                Quantity.of(samples, Sample::dataBytes),
                Quantity.of(samples, Sample::heapBytes),
                Quantity.of(samples, Sample::residentBytes),
                samples);
    }
}
