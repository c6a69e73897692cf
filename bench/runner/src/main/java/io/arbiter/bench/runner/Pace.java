package io.arbiter.bench.runner;

import java.time.Duration;

/**
 * How long things take.
 *
 * @param heating once for each system, before anything is measured, so that compilers are done
 * @param warmUp before the first round of each scenario
 */
record Pace(int rounds, Duration round, Duration warmUp, Duration heating) {
    static Pace full() {
        return new Pace(5, Duration.ofSeconds(3), Duration.ofSeconds(1), Duration.ofSeconds(20));
    }

    static Pace quick() {
        return new Pace(2, Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ofSeconds(5));
    }

    Pace withRounds(int number) {
        return new Pace(number, round, warmUp, heating);
    }

    /** One round that only heats. */
    Pace heated() {
        return new Pace(1, heating, warmUp, heating);
    }
}
