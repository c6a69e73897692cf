package io.arbiter.cli.audit;

import java.nio.file.Path;

/**
 * One file of an audit, as it was read.
 *
 * @param events how many it has
 * @param first the number of its first event; 0 if it has none
 * @param from when that happened, as it says; empty if it has none
 * @param to when its last event happened; empty if it has none
 */
record AuditFile(Path path, long events, long first, String from, String to) {}
