package io.arbiter.chaos.cluster.holder;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Options of a holder process.
 *
 * @param name the region and how many-th process of it this is, unique in the run: {@code us-east/2}
 * @param endpoints the arbiter's nodes, its own region's first
 * @param guarded false leaves PostgreSQL's guard out, to show what happens then
 * @param rate operations a second, over all clients of this process
 * @param firstProcess first of its process numbers
 * @param state directory in which clients that take over from their dead predecessors keep their ids
 */
record HolderOptions(
        String name,
        String region,
        List<String> endpoints,
        String jdbcUrl,
        Duration ttl,
        int rate,
        boolean guarded,
        int firstProcess,
        Path state) {}
