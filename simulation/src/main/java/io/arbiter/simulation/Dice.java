package io.arbiter.simulation;

import java.util.List;
import java.util.Random;

/** Every choice of one run, from its seed alone. {@link Random}'s algorithm is specified, so seeds outlive JDKs. */
final class Dice {
    private final Random random;

    Dice(long seed) {
        long mixed = (seed + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        random = new Random(mixed ^ mixed >>> 31);
    }

    boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Evenly from {@code min} to {@code max}, both included. */
    long between(long min, long max) {
        return min + (long) (random.nextDouble() * (max - min + 1));
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Mostly near {@code min}, now and then near {@code max}. */
    long skewed(long min, long max) {
        double u = random.nextDouble();
        return min + (long) (u * u * u * u * (max - min));
    }

    <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
