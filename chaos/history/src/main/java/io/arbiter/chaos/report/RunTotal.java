package io.arbiter.chaos.report;

import io.arbiter.chaos.check.Verdict.Validity;
import io.arbiter.testsupport.html.Format;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Totals of many runs of one workload under one nemesis. */
record RunTotal(
        String workload,
        String nemesis,
        long runs,
        long valid,
        long invalid,
        long unknown,
        long ok,
        long fail,
        long info,
        Duration duration) {
    static RunTotal of(String workload, String nemesis, Collection<RunRow> rows) {
        return new RunTotal(
                workload,
                nemesis,
                rows.size(),
                count(rows, Validity.VALID),
                count(rows, Validity.INVALID),
                count(rows, Validity.UNKNOWN),
                sum(rows, RunRow::ok),
                sum(rows, RunRow::fail),
                sum(rows, RunRow::info),
                rows.stream().map(RunRow::duration).reduce(Duration.ZERO, Duration::plus));
    }

    /** By name. */
    static List<RunTotal> byWorkloadAndNemesis(Collection<RunRow> rows) {
        Map<String, Map<String, List<RunRow>>> groups = new TreeMap<>();
        rows.forEach(row -> groups.computeIfAbsent(row.workload(), w -> new TreeMap<>())
                .computeIfAbsent(row.nemesis(), n -> new ArrayList<>())
                .add(row));
        List<RunTotal> totals = new ArrayList<>();
        groups.forEach((workload, byNemesis) ->
                byNemesis.forEach((nemesis, some) -> totals.add(of(workload, nemesis(nemesis), some))));
        return totals;
    }

    static String nemesis(String nemesis) {
        return nemesis.isEmpty() ? "none" : nemesis;
    }

    private static long count(Collection<RunRow> rows, Validity validity) {
        return rows.stream().filter(row -> row.verdict() == validity).count();
    }

    private static long sum(Collection<RunRow> rows, ToLongFunction<RunRow> number) {
        return rows.stream().mapToLong(number).sum();
    }

    Validity worst() {
        return invalid > 0 ? Validity.INVALID : unknown > 0 || runs == 0 ? Validity.UNKNOWN : Validity.VALID;
    }

    /** Workload, nemesis, runs, valid, invalid, unknown, ok, fail, info, duration. */
    List<String> cells() {
        List<String> cells = new ArrayList<>(List.of(workload, nemesis));
        List.of(runs, valid, invalid, unknown, ok, fail, info).forEach(number -> cells.add(Format.count(number)));
        cells.add(Format.duration(duration.toNanos()));
        return cells;
    }
}
