package io.arbiter.demo;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Options of a demo run.
 *
 * @param scripts  the directory of the three-region scripts
 * @param run      where processes, logs and data of this run lie
 * @param writing  how long writers write between two faults
 * @param guarded  false leaves PostgreSQL's guard out, to see what it prevents
 */
record DemoOptions(Path scripts, Path run, Duration writing, boolean guarded) {
    static final Duration TTL = Duration.ofSeconds(3);

    /** Where up leaves the certificates of clients. */
    Path pki() {
        return run.resolve("pki");
    }
}
