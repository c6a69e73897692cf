package io.arbiter.chaos.bench.toy;

import java.util.Locale;

/** Deliberate errors of a toy node. */
public enum Wrong {
    NOTHING,
    /** Some reads show the value before the last. */
    STALE_READS,
    /** Some writes are acknowledged and forgotten. */
    LOST_WRITES,
    /** Now and then an id is given out again. */
    REPEATED_IDS,
    /** The guard takes any token. */
    NO_GUARD,
    /** Now and then a lease is granted though another holds it. */
    DOUBLE_GRANT,
    /** An echo differs from its request. */
    DEAF;

    static Wrong named(String name) {
        return valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
