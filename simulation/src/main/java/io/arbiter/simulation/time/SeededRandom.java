package io.arbiter.simulation.time;

import java.util.List;
import java.util.Random;

/** All choices of one run, from its seed alone. {@link Random}'s algorithm is specified, so seeds outlive JDKs. */
public final class SeededRandom {
    private final Random random;

    public SeededRandom(long seed) {
        long mixed = (seed + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        random = new Random(mixed ^ mixed >>> 31);
    }

    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Evenly from {@code min} to {@code max}, both included. */
    public long between(long min, long max) {
        return min + (long) (random.nextDouble() * (max - min + 1));
    }

    public int below(int bound) {
        return random.nextInt(bound);
    }

    /** Mostly near {@code min}, now and then near {@code max}. */
    public long skewed(long min, long max) {
        double u = random.nextDouble();
        return min + (long) (u * u * u * u * (max - min));
    }

    /** Duration of a fault: often about one TTL, where the races are. */
    public long aroundTtl(long ttl) {
        return chance(0.5) ? between(ttl * 8 / 10, ttl * 13 / 10) : skewed(0, 3 * ttl);
    }

    public <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
