package io.arbiter.server.replica;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts off what the applying thread is given while it tells of an entry, until the whole entry is told: so the answers
 * to the commands of one entry leave together, and without a hand-over to another thread. What other threads give goes
 * elsewhere.
 *
 * <p>Thread-safe. What is put off must be brief and not block: the next entry waits for it.
 */
final class AfterEntry {
    private static final Logger LOG = LoggerFactory.getLogger(AfterEntry.class);

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
                run(next);
            }
        }
    }

    /** The entry is applied: a failure to tell one caller of it is not one of the state, which would end the node. */
    private static void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("what was to follow an entry failed; please report this", e);
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
