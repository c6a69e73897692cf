package io.arbiter.server.raft.metrics;

import io.arbiter.server.metrics.Meters;
import io.prometheus.metrics.core.datapoints.Timer;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.ratis.metrics.Timekeeper;

/** Selects the library's metrics to expose, by the library's names, and names them. Thread-safe. */
final class LogMetrics {
    private static final Timekeeper UNSEEN = () -> () -> 0;

    private record Shown(String name, String help) {}

    private final Map<String, Summary> timers = Map.of(
            "log_worker.syncTime",
                    Meters.distribution(
                            "arbiter_log_sync_seconds",
                            "Time to force what was written to the log to disk: the floor of every commit"),
            "log_worker.appendEntryLatency",
                    Meters.distribution(
                            "arbiter_log_append_seconds",
                            "Time from taking an entry into this node's log until it is on its disk"),
            "log_worker.segmentLoadLatency",
                    Meters.distribution(
                            "arbiter_log_segment_load_seconds",
                            "Time to read a segment of the log back from disk, for a follower that is far behind"),
            "state_machine.takeSnapshot",
                    Meters.distribution("arbiter_log_snapshot_seconds", "Time to write a snapshot of the state"));
    private final Map<String, Counter> counters = Map.of(
            "leader_election.timeoutCount",
                    Meters.counter(
                            "arbiter_raft_election_timeouts_total", "How often this node gave its leader up for lost"),
            "leader_election.electionCount",
                    Meters.counter(
                            "arbiter_raft_elections_total",
                            "Elections in which this node stood and that came to an end"));
    private final Map<String, Shown> gauges = Map.of(
            "log_worker.dataQueueSize",
                    new Shown("arbiter_log_queued_entries", "Entries that wait to be written to this node's log"),
            "log_worker.openSegmentSizeInBytes",
                    new Shown("arbiter_log_open_segment_bytes", "Size of the log's newest segment"),
            "log_worker.closedSegmentsSizeInBytes",
                    new Shown("arbiter_log_closed_segments_bytes", "Size of the log's other segments"));
    private final Map<String, Supplier<?>> sources = new ConcurrentHashMap<>();

    void exposeIn(PrometheusRegistry registry) {
        timers.values().forEach(registry::register);
        counters.values().forEach(registry::register);
        gauges.forEach((source, shown) -> GaugeWithCallback.builder()
                .name(shown.name())
                .help(shown.help())
                .callback(gauge -> value(source).ifPresent(gauge::call))
                .register(registry));
    }

    /** Empty while no log runs. */
    private OptionalDouble value(String source) {
        Supplier<?> log = sources.get(source);
        return log != null && log.get() instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    Timekeeper timer(String name) {
        Summary shown = timers.get(name);
        return shown == null ? UNSEEN : () -> stopping(shown.startTimer());
    }

    private static Timekeeper.Context stopping(Timer timer) {
        return () -> {
            timer.observeDuration();
            return 0;
        };
    }

    LongConsumer counter(String name) {
        Counter shown = counters.get(name);
        return shown == null ? n -> {} : shown::inc;
    }

    void addGauge(String name, Supplier<?> source) {
        if (gauges.containsKey(name)) {
            sources.put(name, source);
        }
    }

    /** Unless another log of this process has taken its place. */
    void removeGauge(String name, Supplier<?> source) {
        sources.remove(name, source);
    }
}
