package io.arbiter.server.raft.metrics;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.ratis.metrics.MetricRegistries;
import org.apache.ratis.metrics.MetricRegistryInfo;
import org.apache.ratis.metrics.RatisMetricRegistry;
import org.apache.ratis.util.TimeDuration;

/** The library's metrics of this process. One for all logs in it, because the library finds it as a service. */
public final class LogMetricRegistries extends MetricRegistries {
    private final LogMetrics metrics = new LogMetrics();
    private final Map<MetricRegistryInfo, LogMetricRegistry> registries = new ConcurrentHashMap<>();

    /** Exposes the metrics of every log of this process. */
    public static void exposeIn(PrometheusRegistry registry) {
        ((LogMetricRegistries) global()).metrics.exposeIn(registry);
    }

    @Override
    public RatisMetricRegistry create(MetricRegistryInfo info) {
        return registries.computeIfAbsent(info, made -> new LogMetricRegistry(made, metrics));
    }

    @Override
    public boolean remove(MetricRegistryInfo info) {
        LogMetricRegistry removed = registries.remove(info);
        if (removed != null) {
            removed.close();
        }
        return removed != null;
    }

    @Override
    public void clear() {
        getMetricRegistryInfos().forEach(this::remove);
    }

    @Override
    public Optional<RatisMetricRegistry> get(MetricRegistryInfo info) {
        return Optional.ofNullable(registries.get(info));
    }

    @Override
    public Set<MetricRegistryInfo> getMetricRegistryInfos() {
        return Set.copyOf(registries.keySet());
    }

    @Override
    public Collection<RatisMetricRegistry> getMetricRegistries() {
        return List.copyOf(registries.values());
    }

    /** Refuses reporters, the library's way to expose metrics: {@link #exposeIn} replaces them. */
    @Override
    public void addReporterRegistration(Consumer<RatisMetricRegistry> add, Consumer<RatisMetricRegistry> remove) {
        throw new UnsupportedOperationException("metrics are shown by exposeIn");
    }

    @Override
    public void enableJmxReporter() {
        throw new UnsupportedOperationException("metrics are shown by exposeIn");
    }

    @Override
    public void enableConsoleReporter(TimeDuration interval) {
        throw new UnsupportedOperationException("metrics are shown by exposeIn");
    }
}
