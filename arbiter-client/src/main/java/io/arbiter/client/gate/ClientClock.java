package io.arbiter.client.gate;

/**
 * The two clocks of one machine. Both are read, because either may be wrong alone: the monotonic clock stands
 * still while a virtual machine is suspended, and the wall clock is set by people and daemons.
 *
 * <p>Implementations must be thread-safe and must not allocate: a gate reads them at each check.
 */
public interface ClientClock {

    /** Nanoseconds of a clock that never goes back; its zero has no meaning. As {@link System#nanoTime()}. */
    long nanoTime();

    /** Milliseconds since 1970 by the wall clock, which may jump. As {@link System#currentTimeMillis()}. */
    long wallMillis();

    /** This machine's clocks. */
    static ClientClock system() {
        return SystemClock.INSTANCE;
    }
}
