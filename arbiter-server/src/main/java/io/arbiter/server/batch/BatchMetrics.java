package io.arbiter.server.batch;

import com.codahale.metrics.Histogram;
import com.codahale.metrics.Meter;
import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;

/** What is measured of the group commit. */
final class BatchMetrics {
    private final Meter commands;
    private final Histogram size;
    private final Timer commit;

    BatchMetrics(MetricRegistry registry) {
        commands = registry.meter("arbiter.batch.commands");
        size = registry.histogram("arbiter.batch.size");
        commit = registry.timer("arbiter.batch.commit");
    }

    Timer.Context proposed(int count) {
        commands.mark(count);
        size.update(count);
        return commit.time();
    }
}
