package io.arbiter.server.raft.metrics;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.ratis.metrics.LongCounter;
import org.apache.ratis.metrics.MetricRegistryInfo;
import org.apache.ratis.metrics.RatisMetricRegistry;
import org.apache.ratis.metrics.Timekeeper;

/** The metrics of one part of one log; a metric that is not exposed costs nothing but its counters. */
final class LogMetricRegistry implements RatisMetricRegistry {
    private final MetricRegistryInfo info;
    private final LogMetrics metrics;
    private final Map<String, Supplier<?>> gauges = new ConcurrentHashMap<>();
    private final Map<String, LongCounter> counters = new ConcurrentHashMap<>();

    LogMetricRegistry(MetricRegistryInfo info, LogMetrics metrics) {
        this.info = info;
        this.metrics = metrics;
    }

    @Override
    public Timekeeper timer(String name) {
        return metrics.timer(full(name));
    }

    @Override
    public LongCounter counter(String name) {
        return counters.computeIfAbsent(name, made -> new CountedEvents(metrics.counter(full(made))));
    }

    @Override
    public <T> void gauge(String name, Supplier<Supplier<T>> source) {
        Supplier<T> gauge = source.get();
        gauges.put(name, gauge);
        metrics.addGauge(full(name), gauge);
    }

    @Override
    public boolean remove(String name) {
        Supplier<?> gauge = gauges.remove(name);
        if (gauge != null) {
            metrics.removeGauge(full(name), gauge);
        }
        return counters.remove(name) != null || gauge != null;
    }

    @Override
    public MetricRegistryInfo getMetricRegistryInfo() {
        return info;
    }

    private String full(String name) {
        return info.getMetricsComponentName() + "." + name;
    }

    void close() {
        gauges.keySet().forEach(this::remove);
    }
}
