package io.arbiter.bench.runner.growth;

import io.arbiter.testsupport.html.Format;
import java.util.List;

/** The result for people. */
final class GrowthTable {
    static final double MIB = 1 << 20;

    private GrowthTable() {}

    static String of(Growth growth) {
        var text = new StringBuilder(line(
                "%s: %,.0f renewals/s of %,d sessions for %,.0f s, a snapshot %s",
                growth.version(),
                growth.renewalsPerSecond(),
                growth.sessions(),
                growth.seconds(),
                growth.snapshotEvery() == null
                        ? "as often as it ships"
                        : Format.of("every %,d entries", growth.snapshotEvery())));
        growth.servers()
                .forEach(server -> text.append(line(
                        "%-10s %-8s %,8.0f entries/s, snapshots seen: %d, purges of the log: %d",
                        server.server(),
                        server.leads() ? "leader" : "follower",
                        server.entriesPerSecond(),
                        server.snapshots(),
                        server.purges())));
        text.append(line(
                "%n%-10s %-20s %9s %9s %9s %9s  %6s  %s",
                "MiB", "", "first", "lowest", "highest", "last", "cycles", "growth in 24 h"));
        for (ServerGrowth server : growth.servers()) {
            text.append(row(server.server(), "log and snapshots", server.data()));
            text.append(row("", "heap, collected", server.heap())).append(row("", "resident", server.resident()));
        }
        return text.append(remark(growth.servers())).toString();
    }

    private static String row(String server, String what, Quantity quantity) {
        return line(
                "%-10s %-20s %9.1f %9.1f %9.1f %9.1f  %6d  %s",
                server,
                what,
                quantity.first() / MIB,
                quantity.lowest() / MIB,
                quantity.highest() / MIB,
                quantity.last() / MIB,
                quantity.cycles(),
                quantity.dayGrowth() == null
                        ? "too few cycles"
                        : Format.of("%+.1f ± %.1f", quantity.dayGrowth() / MIB, quantity.dayError() / MIB));
    }

    private static String remark(List<ServerGrowth> servers) {
        String remark = line("%nGrowth: the line through the lowest sample of each cycle, from one purge of the log to"
                + " the next, with its%nstandard error. Less than twice that error is no growth that this run could"
                + " show.");
        return servers.stream().allMatch(server -> server.purges() >= Line.FEWEST)
                ? remark
                : remark
                        + line(
                                "A line takes %d cycles: run longer. A purge takes a snapshot and a full segment of the log, so"
                                        + " --snapshot-every%nhelps only down to the entries of a segment.",
                                Line.FEWEST);
    }

    private static String line(String format, Object... values) {
        return Format.of(format + "%n", values);
    }
}
