package io.arbiter.server.metrics;

import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.DoubleSupplier;

/**
 * Makes the kinds of meters of a node. Names follow Prometheus's rules: base units, the unit last, {@code _total} for
 * counters that only grow, labels for variants; a test compares docs/operations with them.
 */
public final class Meters {
    private static final long QUANTILES_OVER_SECONDS = 60;

    private Meters() {}

    /** A node's number that is read at each scrape. */
    public static void gauge(PrometheusRegistry registry, String name, String help, DoubleSupplier value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(gauge -> gauge.call(value.getAsDouble()))
                .register(registry);
    }

    /** Register the result. */
    public static Counter counter(String name, String help, String... labels) {
        return Counter.builder()
                .name(name)
                .help(help)
                .labelNames(labels)
                .withoutExemplars()
                .build();
    }

    /** Sum, count, and the quantiles of the last minute. Register the result. */
    public static Summary distribution(String name, String help) {
        return Summary.builder()
                .name(name)
                .help(help)
                .quantile(0.5, 0.01)
                .quantile(0.9, 0.01)
                .quantile(0.99, 0.001)
                .maxAgeSeconds(QUANTILES_OVER_SECONDS)
                .numberOfAgeBuckets(2)
                .withoutExemplars()
                .build();
    }
}
