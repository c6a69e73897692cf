package io.arbiter.bench.runner.report;

import io.arbiter.testsupport.html.Ticks;
import java.util.List;
import java.util.stream.DoubleStream;

/** Maps values to a length. Logarithmic where the largest is more than fifty times the smallest. */
final class Axis {
    private static final double LOGARITHMIC_FROM = 50;
    private static final int TICKS = 4;
    /** Of one: whole numbers are divided into round steps. */
    private static final double PARTS = 1e6;

    private final boolean logarithmic;
    private final double from;
    private final double to;
    private final double length;

    private Axis(boolean logarithmic, double from, double to, double length) {
        this.logarithmic = logarithmic;
        this.from = from;
        this.to = to;
        this.length = length;
    }

    /** @param values above zero, at least one */
    static Axis of(List<Double> values, double length) {
        double min = values.stream().min(Double::compare).orElseThrow();
        double max = values.stream().max(Double::compare).orElseThrow();
        if (max / min > LOGARITHMIC_FROM) {
            // Half a decade below the least, so that its bar can be seen.
            return new Axis(true, Math.log10(min) - 0.5, Math.log10(max), length);
        }
        return new Axis(false, 0, max, length);
    }

    boolean isLogarithmic() {
        return logarithmic;
    }

    double at(double value) {
        double place = logarithmic ? Math.log10(value) : value;
        return Math.max(0, (place - from) / (to - from) * length);
    }

    /** Powers of ten, or multiples of 1, 2 or 5 times one. */
    List<Double> ticks() {
        if (logarithmic) {
            return DoubleStream.iterate(Math.ceil(from), power -> power <= to, power -> power + 1)
                    .map(power -> Math.pow(10, power))
                    .boxed()
                    .toList();
        }
        long end = (long) (to * PARTS);
        // Less one: an end that is itself a tick begins no further part.
        return Ticks.between(0, end, Ticks.step(end - 1, TICKS)).stream()
                .map(part -> part / PARTS)
                .toList();
    }
}
