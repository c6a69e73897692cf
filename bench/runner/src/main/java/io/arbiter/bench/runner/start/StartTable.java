package io.arbiter.bench.runner.start;

import io.arbiter.bench.runner.measure.Latencies;
import io.arbiter.testsupport.html.Format;
import java.util.stream.Collectors;

/** The result for people. */
final class StartTable {
    private static final double MIB = 1 << 20;

    private StartTable() {}

    static String of(StartFigures figures) {
        var text = new StringBuilder(line(
                "%s: %,d leases, %d to a session, %,.0f acquired/s; a snapshot every %,d" + " entries",
                figures.version(),
                figures.leases(),
                figures.leasesPerSession(),
                figures.acquiresPerSecond(),
                figures.snapshotEvery()));
        text.append(line(
                "%n%-10s %-8s %20s %20s %12s  %s",
                "MiB", "", "heap, empty and full", "resident", "snapshot", "written in, ms"));
        figures.servers().forEach(server -> text.append(server(server)));
        text.append(line(
                "%n%-28s %7s %7s %7s %7s %8s %9s %13s %13s",
                "acquire and release, ms",
                "cycles",
                "p50",
                "p99",
                "p99.9",
                "longest",
                "over 100",
                "beside stops",
                "longest stop"));
        text.append(hold("while a snapshot is written", figures.cycles().writing()));
        text.append(hold("while none is", figures.cycles().calm()));
        text.append(line("Stops: a server's JVM stopped all threads, for a collection mostly. Beside stops: the longest"
                + " cycle less those."));
        text.append(line(
                "%n%-10s %-12s %10s %14s %12s %14s",
                "ended by", "started", "ready, ms", "holds all, ms", "leases", "resident, MiB"));
        figures.restarts()
                .forEach(restart -> text.append(line(
                        "%-10s %-12s %,10d %,14d %,12d %14.0f",
                        restart.after(),
                        restart.server(),
                        restart.readyMs(),
                        restart.holdsMs(),
                        restart.leases(),
                        restart.residentBytes() / MIB)));
        return text.append(line(
                        "%nA client has its lease with the same token, as of %,d ms after the launch of all.",
                        figures.witnessMs()))
                .toString();
    }

    private static String server(ServerFigures server) {
        return line(
                "%-10s %-8s %9.1f %10.1f %9.1f %10.1f %12.1f  %s",
                server.server(),
                server.leads() ? "leader" : "follower",
                server.empty().heapBytes() / MIB,
                server.loaded().heapBytes() / MIB,
                server.empty().residentBytes() / MIB,
                server.loaded().residentBytes() / MIB,
                server.snapshotBytes() / MIB,
                server.snapshotMs().stream().map(ms -> Format.of("%,d", ms)).collect(Collectors.joining("; ")));
    }

    private static String hold(String when, Hold hold) {
        Latencies cycles = hold.cycles();
        return line(
                "%-28s %,7d %7.2f %7.2f %7.2f %8.2f %,9d %13.2f %13.2f",
                when,
                cycles.count(),
                cycles.p50Ms(),
                cycles.p99Ms(),
                cycles.p999Ms(),
                cycles.longestMs(),
                cycles.over100Ms(),
                hold.longestBesideStopsMs(),
                hold.longestStopMs());
    }

    private static String line(String format, Object... values) {
        return Format.of(format + "%n", values);
    }
}
