package io.arbiter.server.metrics;

import io.arbiter.server.consensus.FollowerProgress;
import io.arbiter.server.consensus.ReplicatedLog;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.instrumentation.jvm.JvmMetrics;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.ToDoubleFunction;

/** The metrics that the process itself adds. Names: docs/operations. */
public final class ServerMetrics {
    private static final double MILLIS_PER_SECOND = 1e3;

    private ServerMetrics() {}

    /** A registry with the JVM's and the process's metrics in it. */
    public static PrometheusRegistry create() {
        PrometheusRegistry registry = new PrometheusRegistry();
        JvmMetrics.builder().register(registry);
        return registry;
    }

    /** Values are read at each scrape. */
    public static void addLog(PrometheusRegistry registry, ReplicatedLog log) {
        Meters.gauge(
                registry,
                "arbiter_raft_is_leader",
                "1 on the leader, else 0",
                () -> log.leadership().isLeader() ? 1 : 0);
        Meters.gauge(
                registry,
                "arbiter_raft_has_leader",
                "1 while this node knows a leader, else 0",
                () -> log.leadership().leader().isPresent() ? 1 : 0);
        Meters.gauge(
                registry,
                "arbiter_raft_term",
                "The Raft term",
                () -> log.leadership().term());
        Meters.gauge(registry, "arbiter_raft_applied_index", "The last log entry applied here", log::appliedIndex);
        Meters.gauge(
                registry,
                "arbiter_raft_committed_index",
                "The last log entry known here to be committed",
                log::committedIndex);
        Meters.gauge(
                registry,
                "arbiter_raft_snapshot_index",
                "The log entry of the newest snapshot, -1 before the first",
                log::snapshotIndex);
        ofFollowers(
                registry,
                log,
                "arbiter_raft_follower_lag_entries",
                "On the leader: committed entries that the follower is not known to have",
                FollowerProgress::lag);
        ofFollowers(
                registry,
                log,
                "arbiter_raft_follower_silence_seconds",
                "On the leader: time since the follower's last answer",
                follower -> follower.silence().toMillis() / MILLIS_PER_SECOND);
    }

    private static void ofFollowers(
            PrometheusRegistry registry,
            ReplicatedLog log,
            String name,
            String help,
            ToDoubleFunction<FollowerProgress> value) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("peer")
                .callback(gauge ->
                        log.followers().forEach(follower -> gauge.call(value.applyAsDouble(follower), follower.node())))
                .register(registry);
    }
}
