package io.arbiter.bench.runner.scenario;

import io.arbiter.bench.contest.Cluster;
import io.arbiter.bench.runner.measure.Round;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One measurement, at one number of clients, in one place. */
public interface Scenario {
    /** The names of its results. */
    List<String> names();

    /** The number of clients; of renewals, the number of sessions. */
    int clients();

    /** Their place. */
    Place place();

    /** Of the sessions, if it matters to the measurement. */
    default Optional<Duration> ttl() {
        return Optional.empty();
    }

    /** Whether it is a load, with a throughput and a first round that only warms up; else it happens once a round. */
    default boolean isLoad() {
        return true;
    }

    /** Prepares it on a cluster; empty if the system has no such thing. */
    Optional<Stage> prepare(Cluster cluster);

    /** A scenario that is ready to be played on one cluster, repeatedly. */
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
