package io.arbiter.client.internal.transport;

/**
 * Runs tasks one after the other. All state of a client is confined to its loop. Tasks must not block. The
 * seam by which tests let time pass.
 */
public interface EventLoop {

    /** Runs the task after those that were submitted before; from any thread. */
    void execute(Runnable task);

    /** Runs the task after that many nanoseconds, unless it is cancelled before. */
    Timer schedule(Runnable task, long delayNanos);

    /** The client is closed: tasks still submitted are run, but nothing is kept for them. */
    void retire();

    /** A scheduled task. */
    @FunctionalInterface
    interface Timer {
        /** Never run, for a task that was not scheduled. */
        Timer NONE = () -> {};

        /** Keeps the task from running, if it has not run yet. */
        void cancel();
    }
}
