package io.arbiter.chaos.bench.workload;

/** A client at work. On the loop only. */
public interface Worker {
    /** Whether it can take a step now. */
    boolean isIdle();

    /** Does what comes next, usually one operation. Only called when idle. */
    void step();

    /** From now on it only gives up what it has. */
    default void leave() {
    }

    /** Whether, having left, it has nothing to do any more. */
    default boolean isAtRest() {
        return isIdle();
    }
}
