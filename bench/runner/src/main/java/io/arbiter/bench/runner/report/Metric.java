package io.arbiter.bench.runner.report;

import io.arbiter.bench.runner.report.Result.Spread;
import java.util.function.DoubleFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The figure of a result that a chart shows. */
enum Metric {
    THROUGHPUT("per second, more is better", Result::throughputPerS, Result::throughputSpread, Figures::count),
    P50("median, less is better", Result::p50Us, Result::p50Spread, Figures::duration),
    P99("99th percentile, less is better", Result::p99Us, Result::p99Spread, Figures::duration);

    private final String meaning;
    private final ToDoubleFunction<Result> figure;
    private final Function<Result, Spread> spread;
    private final DoubleFunction<String> text;

    Metric(
            String meaning,
            ToDoubleFunction<Result> figure,
            Function<Result, Spread> spread,
            DoubleFunction<String> text) {
        this.meaning = meaning;
        this.figure = figure;
        this.spread = spread;
        this.text = text;
    }

    String meaning() {
        return meaning;
    }

    double of(Result result) {
        return figure.applyAsDouble(result);
    }

    Spread spread(Result result) {
        return spread.apply(result);
    }

    String text(double value) {
        return text.apply(value);
    }
}
