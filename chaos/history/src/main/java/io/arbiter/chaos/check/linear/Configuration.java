package io.arbiter.chaos.check.linear;

import java.util.Arrays;
import java.util.BitSet;

/**
 * A point that a search has visited: the calls that it had linearized, and the state that they left. Nearly all
 * required calls before the first open one are done and nearly none after it, so only the window between is kept.
 */
final class Configuration {
    private final int from;
    private final long[] window;
    private final long[] optional;
    private final Object state;

    Configuration(BitSet required, BitSet optional, Object state) {
        this.from = required.nextClearBit(0);
        this.window = required.get(from, Math.max(from, required.length())).toLongArray();
        this.optional = optional.toLongArray();
        this.state = state;
    }

    @Override
    public boolean equals(Object object) {
        return object instanceof Configuration other
                && from == other.from
                && Arrays.equals(window, other.window)
                && Arrays.equals(optional, other.optional)
                && state.equals(other.state);
    }

    @Override
    public int hashCode() {
        return ((from * 31 + Arrays.hashCode(window)) * 31 + Arrays.hashCode(optional)) * 31 + state.hashCode();
    }
}
