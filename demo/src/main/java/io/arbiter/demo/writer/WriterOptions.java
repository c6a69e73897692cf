package io.arbiter.demo.writer;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * The options of a writer process.
 *
 * @param endpoints the arbiter's nodes, its own region's first
 * @param guarded   false leaves the guard out, to show what happens then
 */
record WriterOptions(String region, List<String> endpoints, String jdbcUrl, Duration ttl, Path log, boolean guarded) {}
