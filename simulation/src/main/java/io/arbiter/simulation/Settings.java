package io.arbiter.simulation;

import static io.arbiter.simulation.Scheduler.MILLI;
import static io.arbiter.simulation.Scheduler.SECOND;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the seed chose for a whole run.
 *
 * @param driftPpm the drift bound; every clock keeps within it of true time, so two clocks differ by at most
 *     (1 + bound) / (1 - bound): all that the arithmetic of gate and tracker can carry
 * @param minDelay of a message, one way; a renewal needs two at least before it is applied, and the gate reads its
 *     wall clock in milliseconds
 * @param clocksApart whether the clocks of all nodes are as fast, and all others as slow, as the bound allows
 * @param faultGap the longest time between two faults
 */
record Settings(int clients, List<String> resources, int driftPpm, long minDelay, long maxDelay, double loss,
        double duplicates, double late, long slowestDisk, boolean clocksApart, long faultGap, boolean restores,
        long faultNanos) {
    static final int NODES = 3;
    static final Duration GRACE = Duration.ofSeconds(1);
    static final long MAX_TTL = 5 * SECOND;
    /** Bounds of the healed phase, on which S7's bound rests. */
    static final long CALM_ELECTION = 1_500 * MILLI;
    static final long CALM_FSYNC = 5 * MILLI;
    static final long CALM_LAG = 20 * MILLI;
    static final long BATCH = 3 * MILLI;

    static Settings draw(Dice dice) {
        boolean wide = dice.chance(0.4);
        return new Settings((int) dice.between(3, 5),
                IntStream.rangeClosed(1, (int) dice.between(1, 3)).mapToObj(i -> "orders/" + i).toList(),
                dice.pick(List.of(1_000, 10_000, 50_000, 100_000)),
                wide ? 35 * MILLI : MILLI, wide ? 73 * MILLI : 3 * MILLI,
                dice.pick(List.of(0.0, 0.02, 0.15)), dice.pick(List.of(0.0, 0.03, 0.15)),
                dice.pick(List.of(0.0, 0.02, 0.1)),
                dice.pick(List.of(2L, 20L, 800L)) * MILLI, dice.chance(0.5), dice.pick(List.of(2L, 5L, 10L)) * SECOND,
                dice.chance(0.3), dice.between(15, 30) * SECOND);
    }

    /** True time that is enough for a span on the slowest clock within the bound. */
    long onSlowestClock(long nanos) {
        return nanos * 1_000_000L / (1_000_000L - driftPpm) + 1;
    }

    long silence(long ttl) {
        return ttl / 1_000_000L * (1_000_000L + driftPpm);
    }
}
