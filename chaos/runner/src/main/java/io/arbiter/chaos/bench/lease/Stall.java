package io.arbiter.chaos.bench.lease;

import java.util.ArrayDeque;
import java.util.Queue;

/** A process that can stand still: it does the tasks of that time when it wakes, in order. */
final class Stall {
    private final Queue<Runnable> missed = new ArrayDeque<>();
    private boolean stopped;

    void run(Runnable task) {
        if (stopped) {
            missed.add(task);
        } else {
            task.run();
        }
    }

    boolean isStopped() {
        return stopped;
    }

    void stop() {
        stopped = true;
    }

    void resume() {
        stopped = false;
        while (!stopped && !missed.isEmpty()) {
            missed.remove().run();
        }
    }
}
