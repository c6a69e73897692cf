package io.arbiter.demo;

import io.arbiter.demo.report.Failover;
import io.arbiter.demo.report.Palette;
import io.arbiter.demo.report.S7Bound;
import io.arbiter.demo.report.Timeline;
import io.arbiter.demo.report.TimelineChart;
import io.arbiter.demo.report.Track;
import io.arbiter.demo.writer.WriteCounts;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The words and the drawing at the end. */
final class FinalReport {
    private static final String FAILOVER_ROW = "%-22s %-8s %-8s %-17s %s";

    private final Evidence evidence;
    private final Palette palette;
    private final int width;

    FinalReport(Evidence evidence, Palette palette, int width) {
        this.evidence = evidence;
        this.palette = palette;
        this.width = width;
    }

    List<String> lines(Instant end) {
        List<String> lines = new ArrayList<>();
        lines.add("Who held what when");
        lines.addAll(new TimelineChart(timeline(end), palette, width).lines());
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                FAILOVER_ROW,
                "Failover",
                "Tokens",
                "Gap",
                "Arbiter's leader",
                "Bound (docs/guarantees.md, S7)"));
        evidence.failovers().forEach(failover -> lines.add(row(failover)));
        lines.add("");
        lines.add(String.format(
                Locale.ROOT,
                "%-12s %12s %12s %12s %16s",
                "Writer",
                "accepted",
                "rejected",
                "failed",
                "refused by gate"));
        Regions.writing().forEach(region -> lines.add(row(region)));
        return lines;
    }

    private Timeline timeline(Instant end) {
        Instant start = evidence.tenures().get(0).granted();
        List<Track> tracks = Regions.writing().stream().map(this::track).collect(Collectors.toList());
        return new Timeline(start, end, tracks);
    }

    private Track track(String region) {
        return new Track(
                region,
                evidence.tenures().stream()
                        .filter(tenure -> tenure.region().equals(region))
                        .collect(Collectors.toList()),
                evidence.writeTimes(region),
                evidence.rejectionTimes(region),
                evidence.failovers().stream()
                        .map(Failover::fault)
                        .filter(fault -> fault.region().equals(region))
                        .collect(Collectors.toList()));
    }

    private String row(Failover failover) {
        S7Bound bound = S7Bound.of(DemoOptions.TTL, failover.leaderLost());
        String gap = failover.gap(evidence.rows())
                .map(found -> String.format(Locale.ROOT, "%.2f s", S7Bound.seconds(found.length())))
                .orElse("none");
        String what =
                failover.fault().kind().toString().toLowerCase(Locale.ROOT).replace('_', ' ');
        return String.format(
                Locale.ROOT,
                FAILOVER_ROW,
                "(" + failover.fault().number() + ") us-east " + what,
                failover.oldToken() + ">" + failover.newToken(),
                gap,
                failover.leaderLost() ? "lost as well" : "survived",
                bound.describe());
    }

    /** Accepted writes are those in the table; the other columns are the writers' own counts. */
    private String row(String region) {
        WriteCounts.Snapshot counts = evidence.counts(region);
        long rejected = evidence.rejectionTimes(region).size();
        return String.format(
                Locale.ROOT,
                "%-12s %12d %12d %12d %16d",
                region,
                evidence.accepted(region),
                rejected,
                counts.failed(),
                counts.refusedByGate());
    }
}
