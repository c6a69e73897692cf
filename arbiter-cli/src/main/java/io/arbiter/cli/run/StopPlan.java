package io.arbiter.cli.run;

import java.time.Duration;

/**
 * When to use force.
 *
 * @param margin SIGTERM when less than this is left of the lease's safe time, SIGKILL at half of it
 * @param grace how long a command that is not out of time may take to end after SIGTERM
 */
public record StopPlan(Duration margin, Duration grace) {

    boolean mustTerminate(Duration safeFor) {
        return safeFor.compareTo(margin) < 0;
    }

    boolean mustKill(Duration safeFor, Duration sinceTerm) {
        return safeFor.compareTo(margin.dividedBy(2)) < 0 || sinceTerm.compareTo(grace) >= 0;
    }
}
