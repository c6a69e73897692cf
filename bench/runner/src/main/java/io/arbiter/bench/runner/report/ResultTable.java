package io.arbiter.bench.runner.report;

import io.arbiter.testsupport.html.Format;
import java.util.List;

/** The results as text, with Arbiter's ratios to the others. */
public final class ResultTable {
    private static final String ROW = "%-26s %-28s %-10s %11s %10s %10s %10s %9s %8s  %s";

    private ResultTable() {}

    /** In the order given. */
    public static String of(List<Result> results) {
        var text = new StringBuilder(line(
                "scenario",
                "where",
                "system",
                "per second",
                "p50",
                "p99",
                "p99.9",
                "cpu s/10k",
                "rss MiB",
                "arbiter against it"));
        for (Result result : results) {
            text.append(line(
                    result.title(),
                    result.profile() + ", " + result.where(),
                    result.system(),
                    Figures.count(result.throughputPerS()),
                    Figures.duration(result.p50Us()),
                    Figures.duration(result.p99Us()),
                    Figures.duration(result.p999Us()),
                    cpu(result),
                    Figures.count(result.rssMib()),
                    remark(result, results)));
        }
        return text.toString();
    }

    private static String line(Object... cells) {
        return Format.of(ROW, cells).stripTrailing() + "\n";
    }

    static String cpu(Result result) {
        return result.cpuSPer10k() == null ? Figures.NONE : Format.digits(result.cpuSPer10k());
    }

    private static String remark(Result result, List<Result> results) {
        String ratios = Ratios.to(result, results).map(Ratios::text).orElse("");
        return result.shares() == null
                ? ratios
                : Format.of("fairness (Jain) %.3f; ", result.shares().jain()) + ratios;
    }
}
