package io.arbiter.demo.writer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The options of a writer process.
 *
 * @param endpoints the arbiter's nodes, its own region's first
 * @param pki       the directory with the certificate of a sidecar of that region
 * @param guarded   false leaves the guard out, to show what happens then
 */
record WriterOptions(
        String region, List<String> endpoints, Path pki, String jdbcUrl, Duration ttl, Path log, boolean guarded) {}
