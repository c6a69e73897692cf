package io.arbiter.chaos.bench.loop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Choices drawn from a seed alone. {@link Random}'s algorithm is specified, so seeds outlive JDKs. Each part of a run
 * rolls dice of its own, so that one more roll of a part does not change the draws of the others. Not thread-safe.
 */
public final class SeededRandom {
    private final long seed;
    private final Random random;

    public SeededRandom(long seed) {
        this.seed = mix(seed);
        this.random = new Random(this.seed);
    }

    private static long mix(long seed) {
        long mixed = (seed + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        return mixed ^ mixed >>> 31;
    }

    /** Randomness for that purpose: the same for the same seed, independent of earlier rolls. */
    public SeededRandom forPurpose(String purpose) {
        return new SeededRandom(seed * 31 + purpose.hashCode());
    }

    public boolean chance(double probability) {
        return random.nextDouble() < probability;
    }

    /** Evenly from zero to one, one excluded. */
    public double fraction() {
        return random.nextDouble();
    }

    /** Evenly from {@code min} to {@code max}, both included. */
    public long between(long min, long max) {
        return min + (long) (random.nextDouble() * (max - min + 1));
    }

    public <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    public <T> List<T> shuffled(List<T> list) {
        List<T> copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }

    /** Between one and all of them, in any order. */
    public <T> List<T> some(List<T> list) {
        return shuffled(list).subList(0, 1 + random.nextInt(list.size()));
    }
}
