package io.arbiter.bench.runner;

import io.arbiter.bench.runner.scenario.Scenario;
import java.util.List;

/**
 * The requested part of the results.
 *
 * @param names of results; empty for all
 * @param clients number of them; empty for any
 */
record Selection(List<String> names, List<Integer> clients) {
    boolean takes(Scenario scenario) {
        return scenario.names().stream().anyMatch(this::takes)
                && (clients.isEmpty() || clients.contains(scenario.clients()));
    }

    boolean takes(String name) {
        return names.isEmpty() || names.contains(name);
    }
}
