package io.arbiter.bench.runner.growth;

import io.arbiter.bench.runner.report.Machine;
import java.util.List;

/**
 * The content of {@code growth.json}.
 *
 * @param measuredAt in UTC, at the start
 * @param seconds length of the measurement
 * @param renewalsPerSecond that were answered
 * @param snapshotEvery entries; null for the shipped setting
 */
record Growth(
        String measuredAt,
        String version,
        Machine machine,
        double seconds,
        int sessions,
        double renewalsPerSecond,
        Integer snapshotEvery,
        List<ServerGrowth> servers) {}
