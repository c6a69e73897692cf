package io.arbiter.cli.run.process;

import java.time.Duration;

/**
 * The times at which to use force.
 *
 * @param margin SIGTERM when less than this is left of the lease's safe time, SIGKILL at half of it
 * @param grace the time that a command may take to end after SIGTERM if the safe time allows it
 */
public record TerminationPolicy(Duration margin, Duration grace) {

    boolean mustTerminate(Duration timeRemaining) {
        return timeRemaining.compareTo(margin) < 0;
    }

    boolean mustKill(Duration timeRemaining, Duration sinceTerm) {
        return timeRemaining.compareTo(margin.dividedBy(2)) < 0 || sinceTerm.compareTo(grace) >= 0;
    }
}
