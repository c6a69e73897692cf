package io.arbiter.server.service;

import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** What the service does by itself as time passes; none of it ever blocks for long. */
final class ServiceThreads implements AutoCloseable {
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

    static ThreadFactory named(String name) {
        var count = new AtomicInteger();
        return task -> {
            var thread = new Thread(task, name + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /** Deadlines and retries. */
    ScheduledExecutorService timer() {
        return timer;
    }

    /** Apart from the timer, so that nothing delays an expiry. */
    ScheduledExecutorService expiry() {
        return expiry;
    }

    @Override
    public void close() {
        timer.shutdown();
        expiry.shutdown();
    }
}
