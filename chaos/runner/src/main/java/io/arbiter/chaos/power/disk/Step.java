package io.arbiter.chaos.power.disk;

/** A node's work as it changes its disk, by the file; in the order of the bits in {@code disk.c}. */
public enum Step {
    VOTE,
    APPEND,
    ROLL,
    PURGE,
    SNAPSHOT,
    INSTALL,
    OTHER;

    public static final int ALL = (1 << values().length) - 1;

    public int bit() {
        return 1 << ordinal();
    }

    static Step of(int bit) {
        return values()[Integer.numberOfTrailingZeros(bit)];
    }
}
