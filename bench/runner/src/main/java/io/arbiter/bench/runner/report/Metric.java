package io.arbiter.bench.runner.report;

/** The figure of a result that a chart shows. */
enum Metric {
    THROUGHPUT("per second, more is better") {
        @Override
        double of(Result result) {
            return result.throughputPerS();
        }

        @Override
        Result.Spread spread(Result result) {
            return result.throughputSpread();
        }

        @Override
        String text(double value) {
            return Figures.count(value);
        }
    },
    P50("median, less is better") {
        @Override
        double of(Result result) {
            return result.p50Us();
        }

        @Override
        Result.Spread spread(Result result) {
            return result.p50Spread();
        }

        @Override
        String text(double value) {
            return Figures.duration(value);
        }
    },
    P99("99th percentile, less is better") {
        @Override
        double of(Result result) {
            return result.p99Us();
        }

        @Override
        Result.Spread spread(Result result) {
            return result.p99Spread();
        }

        @Override
        String text(double value) {
            return Figures.duration(value);
        }
    };

    private final String meaning;

    Metric(String meaning) {
        this.meaning = meaning;
    }

    String meaning() {
        return meaning;
    }

    abstract double of(Result result);

    abstract Result.Spread spread(Result result);

    abstract String text(double value);
}
