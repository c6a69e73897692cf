package io.arbiter.chaos.cluster.holder;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * What a holder process is told at its start.
 *
 * @param name the region and how many-th process of it this is, unique in the run: {@code us-east/2}
 * @param endpoints the arbiter's nodes, its own region's first
 * @param guarded false leaves PostgreSQL's guard out, to show what happens then
 * @param rate operations a second, over all clients of this process
 * @param firstProcess where its process numbers begin
 * @param state where clients that take over from their dead predecessors keep their ids
 */
record HolderOptions(String name, String region, List<String> endpoints, String jdbcUrl, Duration ttl, int rate,
        boolean guarded, int firstProcess, Path state) {
}
