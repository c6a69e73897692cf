package io.arbiter.server.batch;

import io.arbiter.server.metrics.Meters;
import io.prometheus.metrics.core.datapoints.Timer;
import io.prometheus.metrics.core.metrics.Summary;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** Metrics of the group commit. */
final class BatchMetrics {
    private final Summary commands = Meters.distribution(
            "arbiter_batch_commands", "Commands in one log entry; the sum is all that were proposed");
    private final Summary commit =
            Meters.distribution("arbiter_batch_commit_seconds", "Time from proposing a log entry until it is applied");

    BatchMetrics(PrometheusRegistry registry) {
        registry.register(commands);
        registry.register(commit);
    }

    Timer proposed(int count) {
        commands.observe(count);
        return commit.startTimer();
    }
}
