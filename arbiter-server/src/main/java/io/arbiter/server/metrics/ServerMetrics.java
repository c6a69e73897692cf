package io.arbiter.server.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.jvm.GarbageCollectorMetricSet;
import com.codahale.metrics.jvm.MemoryUsageGaugeSet;
import com.codahale.metrics.jvm.ThreadStatesGaugeSet;
import io.arbiter.server.consensus.FollowerProgress;
import io.arbiter.server.consensus.ReplicatedLog;
import java.util.function.Supplier;

/** The metrics that the process itself adds. Names: docs/operations. */
public final class ServerMetrics {
    private ServerMetrics() {
    }

    /** A registry with the JVM's metrics in it. */
    public static MetricRegistry create() {
        MetricRegistry registry = new MetricRegistry();
        registry.registerAll("jvm.memory", new MemoryUsageGaugeSet());
        registry.registerAll("jvm.gc", new GarbageCollectorMetricSet());
        registry.registerAll("jvm.threads", new ThreadStatesGaugeSet());
        return registry;
    }

    /** Values are read when somebody scrapes. */
    public static void addLog(MetricRegistry registry, ReplicatedLog log) {
        gauge(registry, "arbiter.raft.is_leader", () -> log.leadership().isLeader() ? 1 : 0);
        gauge(registry, "arbiter.raft.has_leader", () -> log.leadership().leader().isPresent() ? 1 : 0);
        gauge(registry, "arbiter.raft.term", () -> log.leadership().term());
        gauge(registry, "arbiter.raft.applied_index", log::appliedIndex);
        gauge(registry, "arbiter.raft.committed_index", log::committedIndex);
        gauge(registry, "arbiter.raft.snapshot_index", log::snapshotIndex);
        gauge(registry, "arbiter.raft.follower_lag_max",
                () -> log.followers().stream().mapToLong(FollowerProgress::lag).max().orElse(0));
    }

    private static void gauge(MetricRegistry registry, String name, Supplier<Number> value) {
        Gauge<Number> gauge = value::get;
        registry.register(name, gauge);
    }
}
