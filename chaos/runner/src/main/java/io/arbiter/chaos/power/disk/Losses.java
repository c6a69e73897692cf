package io.arbiter.chaos.power.disk;

import java.util.Random;

/**
 * A disk's promises beside those of POSIX, and how much of the rest a cut leaves.
 *
 * @param namesInOrder names get to the disk in order, and any sync takes along all earlier ones, as with ext4's
 *     journal; else only a sync of their directory makes them durable, and without it any of them may be missing
 * @param syncTakesName a sync of a file makes its own name durable too, if names are not in order
 * @param keepPages how likely a page, or the length, is as it was written last; else it is any earlier one
 * @param keepNames how likely a change of a name is there
 * @param lie which syncs have no effect
 */
record Losses(boolean namesInOrder, boolean syncTakesName, double keepPages, double keepNames, Lie lie) {
    private static final double[] LIKELY = {0, 0.3, 0.7, 0.95, 1};

    static Losses draw(Random random, Lie lie) {
        return new Losses(
                random.nextInt(3) == 0,
                random.nextBoolean(),
                LIKELY[random.nextInt(LIKELY.length)],
                LIKELY[random.nextInt(LIKELY.length)],
                lie);
    }
}
