package io.arbiter.server.service;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The service's own threads; none of them ever blocks for long. */
final class ServiceThreads implements AutoCloseable {
    private final ScheduledExecutorService timer;
    private final ScheduledExecutorService expiry;
    private final ExecutorService senders;
    private final ExecutorService receivers;

    ServiceThreads(String node) {
        int processors = Runtime.getRuntime().availableProcessors();
        timer = timer("arbiter-timer-" + node);
        expiry = timer("arbiter-expiry-" + node);
        senders = Executors.newFixedThreadPool(Math.max(2, processors), named("arbiter-send-" + node));
        receivers = Executors.newFixedThreadPool(Math.max(4, 2 * processors), named("arbiter-receive-" + node));
    }

    private static ScheduledExecutorService timer(String name) {
        var timer = new ScheduledThreadPoolExecutor(1, named(name));
        timer.setRemoveOnCancelPolicy(true);
        timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        return timer;
    }

    private static ThreadFactory named(String name) {
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

    /** Write answers. */
    ExecutorService senders() {
        return senders;
    }

    /** Read requests. */
    ExecutorService receivers() {
        return receivers;
    }

    @Override
    public void close() {
        timer.shutdown();
        expiry.shutdown();
        receivers.shutdown();
        senders.shutdown();
        try {
            senders.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
