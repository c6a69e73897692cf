package io.arbiter.bench.runner.scenario;

import io.arbiter.bench.contest.Cluster;
import io.arbiter.bench.runner.measure.Round;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One thing to measure, at one number of clients, in one place. */
public interface Scenario {
    /** What it reads, by the names of the results. */
    List<String> names();

    /** How many clients there are; of renewals, how many sessions. */
    int clients();

    /** Where they stand. */
    Place place();

    /** Of the sessions, if it decides what is measured. */
    default Optional<Duration> ttl() {
        return Optional.empty();
    }

    /** Whether it is a load, with a throughput and a first round that only warms up; else it happens once a round. */
    default boolean isLoad() {
        return true;
    }

    /** Prepares it on a cluster; empty if the system has no such thing. */
    Optional<Stage> prepare(Cluster cluster);

    /** A scenario that is ready to be played on one cluster, again and again. */
    interface Stage extends AutoCloseable {
        /**
         * Plays one round.
         *
         * @param length of a load
         * @throws IllegalStateException if a call fails or is not answered
         */
        Round play(Duration length) throws InterruptedException;

        @Override
        void close();
    }
}
