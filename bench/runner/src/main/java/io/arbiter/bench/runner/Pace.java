package io.arbiter.bench.runner;

import java.time.Duration;

/**
 * Lengths of the parts of a run.
 *
 * @param warmUp before the first round of each scenario
 * @param heating once under each leader, before anything is measured: the servers' compilers keep both cores of a small
 * machine busy for a minute
 */
record Pace(int rounds, Duration round, Duration warmUp, Duration heating) {
    /** For the published figures. */
    static final Pace FULL = new Pace(5, Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(60));
    /** To check that everything works. */
    static final Pace QUICK = new Pace(2, Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ofSeconds(3));

    Pace withRounds(int number) {
        return new Pace(number, round, warmUp, heating);
    }

    Pace withHeating(Duration length) {
        return new Pace(rounds, round, warmUp, length);
    }
}
