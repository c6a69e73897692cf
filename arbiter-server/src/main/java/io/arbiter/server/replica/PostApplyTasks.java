package io.arbiter.server.replica;

import java.util.ArrayDeque;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Defers tasks submitted by the applying thread until all listeners have seen the whole entry, so that the answers to
 * its commands leave together, without a hand-over to another thread. Other threads' tasks run elsewhere.
 *
 * <p>Thread-safe. Deferred tasks must be brief and not block: the next entry waits for them.
 */
final class PostApplyTasks {
    private static final Logger LOG = LoggerFactory.getLogger(PostApplyTasks.class);

    private final ArrayDeque<Runnable> due = new ArrayDeque<>();
    private volatile Thread applying;

    /** Notifies the listeners of an entry, and then runs the tasks deferred meanwhile. One thread at a time. */
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

    /** The entry is applied, so a failure to notify one caller is not one of the state, which would end the node. */
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
