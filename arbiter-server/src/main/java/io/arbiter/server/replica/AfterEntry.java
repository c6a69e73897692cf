package io.arbiter.server.replica;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;

/**
 * Puts off what the applying thread is given while it tells of an entry, until the whole entry is told: so the answers
 * to the commands of one entry leave together, and without a hand-over to another thread. What other threads give goes
 * elsewhere.
 *
 * <p>Thread-safe. What is put off must be brief and not block: the next entry waits for it.
 */
final class AfterEntry {
    private final ArrayDeque<Runnable> due = new ArrayDeque<>();
    private volatile Thread applying;

    /** Tells of an entry, and then runs what was put off meanwhile. One thread at a time. */
    void tell(Runnable entry) {
        applying = Thread.currentThread();
        try {
            entry.run();
        } finally {
            applying = null;
            for (Runnable next = due.poll(); next != null; next = due.poll()) {
                next.run();
            }
        }
    }

    Executor or(Executor elsewhere) {
        return task -> {
            if (Thread.currentThread() == applying) {
                due.add(task);
            } else {
                elsewhere.execute(task);
            }
        };
    }
}
