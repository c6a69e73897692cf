package io.arbiter.bench.runner.report;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The results as text, with Arbiter's ratios to the others. */
public final class ResultTable {
    private static final String SUBJECT = "arbiter";
    private static final String ROW = "%-18s %-14s %7s  %-10s %12s %12s %12s %12s %9s %8s  %s%n";

    private ResultTable() {
    }

    /** In the order given. */
    public static String of(List<Result> results) {
        var text = new StringBuilder(line("scenario", "where", "clients", "system", "per second", "p50 ms", "p99 ms",
                "p99.9 ms", "cpu s/10k", "rss MiB", "arbiter to it: throughput, p50, p99"));
        for (Result result : results) {
            text.append(line(result.scenario(), result.where(), result.clients(), result.system(),
                    number("%,.0f", result.throughputPerS()), millis(result.p50Us()), millis(result.p99Us()),
                    millis(result.p999Us()), number("%.2f", result.cpuSPer10k()), number("%.0f", result.rssMib()),
                    subject(results, result).map(subject -> ratios(subject, result)).orElse("")));
        }
        return text.toString();
    }

    private static String line(Object... cells) {
        return String.format(Locale.ROOT, ROW, cells).stripTrailing() + "\n";
    }

    private static Optional<Result> subject(List<Result> results, Result other) {
        return results.stream().filter(result -> result.system().equals(SUBJECT) && !other.system().equals(SUBJECT)
                && result.scenario().equals(other.scenario()) && result.where().equals(other.where())
                && result.clients() == other.clients()).findFirst();
    }

    private static String ratios(Result subject, Result other) {
        return number("%.2f x, ", subject.throughputPerS() / other.throughputPerS())
                + number("%.2f x, ", subject.p50Us() / other.p50Us())
                + number("%.2f x", subject.p99Us() / other.p99Us());
    }

    private static String millis(double micros) {
        return number(micros < 10_000 ? "%.3f" : "%,.1f", micros / 1e3);
    }

    private static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }
}
