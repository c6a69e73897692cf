package io.arbiter.chaos.power.cluster;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.SplittableRandom;

/** Numbered entries: the number, and bytes that follow from it, of many lengths. */
final class Load {
    private static final int SMALL = 200;
    private static final int MIDDLE = 9_000;
    private static final int LARGE = 60_000;

    private final Random random;
    private long number;

    Load(Random random) {
        this.random = random;
    }

    byte[] next() {
        int kind = random.nextInt(10);
        int length = random.nextInt(kind < 6 ? SMALL : kind < 9 ? MIDDLE : LARGE);
        return entry(++number, length);
    }

    private static byte[] entry(long number, int padding) {
        byte[] bytes = new byte[padding];
        new SplittableRandom(number).nextBytes(bytes);
        return ByteBuffer.allocate(Long.BYTES + padding)
                .putLong(number)
                .put(bytes)
                .array();
    }

    static long number(byte[] entry) {
        return ByteBuffer.wrap(entry).getLong();
    }

    static boolean isWhole(byte[] entry) {
        return Arrays.equals(entry, entry(number(entry), entry.length - Long.BYTES));
    }
}
