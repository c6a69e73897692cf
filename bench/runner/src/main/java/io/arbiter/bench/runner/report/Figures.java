package io.arbiter.bench.runner.report;

import io.arbiter.testsupport.html.Format;

/** Figures for people: of latencies in microseconds, of counts, of ratios. */
final class Figures {
    static final String NONE = "–";

    private Figures() {}

    static String duration(double micros) {
        return Format.duration(Math.round(micros * 1e3));
    }

    static String duration(Double micros) {
        return micros == null ? NONE : duration(micros.doubleValue());
    }

    static String count(Double value) {
        return value == null ? NONE : value < 100 ? Format.digits(value) : Format.of("%,.0f", value);
    }

    /** A ratio, with two digits where it is small. */
    static String times(double ratio) {
        return (ratio < 10 ? Format.of("%.2f", ratio) : Format.of("%,.0f", ratio)) + " ×";
    }
}
