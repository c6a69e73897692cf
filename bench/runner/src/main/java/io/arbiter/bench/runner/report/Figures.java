package io.arbiter.bench.runner.report;

import java.util.Locale;

/** Numbers for people. */
final class Figures {
    static final String NONE = "–";

    private Figures() {}

    static String of(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    /** Three digits and a unit. */
    static String duration(double micros) {
        return micros < 1_000
                ? digits(micros) + " µs"
                : micros < 1e6 ? digits(micros / 1e3) + " ms" : digits(micros / 1e6) + " s";
    }

    static String count(Double value) {
        return value == null ? NONE : value < 100 ? digits(value) : of("%,.0f", value);
    }

    static String duration(Double micros) {
        return micros == null ? NONE : duration(micros.doubleValue());
    }

    /** A ratio, with two digits where it is small. */
    static String times(double ratio) {
        return (ratio < 10 ? of("%.2f", ratio) : of("%,.0f", ratio)) + " ×";
    }

    static String digits(double value) {
        return value >= 99.95 ? of("%,.0f", value) : value >= 9.995 ? of("%.1f", value) : of("%.2f", value);
    }
}
