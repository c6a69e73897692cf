package io.arbiter.core.expiry;

/** Nanoseconds that never go back, from an arbitrary origin: compare readings by subtraction only. */
@FunctionalInterface
public interface MonotonicClock {
    long nanos();
}
