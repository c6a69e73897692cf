package io.arbiter.chaos.bench.loop;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Choices drawn from a seed alone. {@link Random}'s algorithm is specified, so seeds outlive JDKs. Each part of a run
 * rolls dice of its own, so that one that asks once more does not change what the others draw. Not thread-safe.
 */
public final class Dice {
    private final long seed;
    private final Random random;

    public Dice(long seed) {
        this.seed = mix(seed);
        this.random = new Random(this.seed);
    }

    private static long mix(long seed) {
        long mixed = (seed + 0x9E3779B97F4A7C15L) * 0xBF58476D1CE4E5B9L;
        return mixed ^ mixed >>> 31;
    }

    /** Dice for that purpose: the same for the same seed, whatever was rolled before. */
    public Dice forPurpose(String purpose) {
        return new Dice(seed * 31 + purpose.hashCode());
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
