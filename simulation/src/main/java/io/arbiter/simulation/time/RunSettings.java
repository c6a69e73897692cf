package io.arbiter.simulation.time;

import static io.arbiter.simulation.time.Scheduler.MILLI;
import static io.arbiter.simulation.time.Scheduler.SECOND;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Settings of a whole run, drawn from its seed.
 *
 * @param driftPpm the drift bound; every clock keeps within it of true time, so two clocks differ by at most
 *     (1 + bound) / (1 - bound): all that the arithmetic of gate and tracker can carry
 * @param minDelay of a message, one way; a renewal needs two at least before it is applied, and the gate reads its
 *     wall clock in milliseconds
 * @param clocksApart whether the clocks of all nodes are as fast, and all others as slow, as the bound allows
 * @param faultGap the longest time between two faults
 */
public record RunSettings(
        int clients,
        List<String> resources,
        int driftPpm,
        long minDelay,
        long maxDelay,
        double loss,
        double duplicates,
        double late,
        long slowestDisk,
        boolean clocksApart,
        long faultGap,
        boolean restores,
        long faultNanos) {
    public static final int NODES = 3;
    public static final Duration GRACE = Duration.ofSeconds(1);
    public static final long MAX_TTL = 5 * SECOND;
    /** Bounds of the healed phase, on which S7's bound rests. */
    public static final long HEALED_ELECTION = 1_500 * MILLI;

    public static final long HEALED_FSYNC = 5 * MILLI;
    public static final long HEALED_LAG = 20 * MILLI;
    public static final long BATCH = 3 * MILLI;

    static RunSettings draw(SeededRandom random) {
        boolean wide = random.chance(0.4);
        return new RunSettings(
                (int) random.between(3, 5),
                IntStream.rangeClosed(1, (int) random.between(1, 3))
                        .mapToObj(i -> "orders/" + i)
                        .toList(),
                random.pick(List.of(1_000, 10_000, 50_000, 100_000)),
                wide ? 35 * MILLI : MILLI,
                wide ? 73 * MILLI : 3 * MILLI,
                random.pick(List.of(0.0, 0.02, 0.15)),
                random.pick(List.of(0.0, 0.03, 0.15)),
                random.pick(List.of(0.0, 0.02, 0.1)),
                random.pick(List.of(2L, 20L, 800L)) * MILLI,
                random.chance(0.5),
                random.pick(List.of(2L, 5L, 10L)) * SECOND,
                random.chance(0.3),
                random.between(15, 30) * SECOND);
    }

    /** True time in which even the slowest clock within the bound counts the span. */
    public long onSlowestClock(long nanos) {
        return nanos * 1_000_000L / (1_000_000L - driftPpm) + 1;
    }

    public long silence(long ttl) {
        return ttl / 1_000_000L * (1_000_000L + driftPpm);
    }
}
