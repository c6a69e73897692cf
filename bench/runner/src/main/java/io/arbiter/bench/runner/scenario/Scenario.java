package io.arbiter.bench.runner.scenario;

import io.arbiter.bench.contest.Cluster;
import java.util.List;
import java.util.Optional;

/** One thing to measure, at one number of clients, in one place. */
public interface Scenario {
    /** What it reads, by the names of the results. */
    List<String> names();

    /** How many clients there are. */
    int clients();

    /** Where they stand, in words. */
    String where();

    /** Prepares it on a cluster; empty if the system has no such thing. */
    Optional<Stage> prepare(Cluster cluster);
}
