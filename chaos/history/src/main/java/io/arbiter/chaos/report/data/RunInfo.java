package io.arbiter.chaos.report.data;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * Facts of a run besides its history.
 *
 * @param title the run in a few words: {@code lin-kv, 5 nodes, partition}
 * @param command that repeats the run
 * @param facts seed, nodes, rate and the like, in the order to show them
 */
public record RunInfo(String title, String command, Map<String, String> facts) {
    public RunInfo {
        Objects.requireNonNull(title, "title");
        Objects.requireNonNull(command, "command");
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }
}
