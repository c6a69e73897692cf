package io.arbiter.chaos.bench.workload;

/** A client at work. On the loop only. */
public interface Worker {
    /** Whether it can take a step now. */
    boolean isIdle();

    /** Takes its next step, usually one operation. Only called when idle. */
    void step();

    /** From now on it only releases what it has. */
    default void leave() {}

    /** Whether, having left, it has nothing to do any more. */
    default boolean isAtRest() {
        return isIdle();
    }
}
