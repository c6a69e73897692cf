package io.arbiter.server.service;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads for the service's timed tasks; none of the tasks ever blocks for long. */
public final class ServiceThreads implements AutoCloseable {
    private final ScheduledExecutorService timer;
    private final ScheduledExecutorService expiry;

    ServiceThreads(String node) {
        timer = timer("arbiter-timer-" + node);
        expiry = timer("arbiter-expiry-" + node);
    }

    private static ScheduledExecutorService timer(String name) {
        var timer = new ScheduledThreadPoolExecutor(1, named(name));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return timer;
    }

    /** Daemon threads of that name, numbered. */
    public static ThreadFactory named(String name) {
        var count = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** The timer of deadlines and retries. */
    ScheduledExecutorService timer() {
        return timer;
    }

    /** A timer of its own for expiry, so that nothing delays one. */
    ScheduledExecutorService expiry() {
        return expiry;
    }

    @Override
    public void close() {
        timer.shutdown();
        expiry.shutdown();
    }
}
