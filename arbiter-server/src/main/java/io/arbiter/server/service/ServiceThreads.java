package io.arbiter.server.service;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads for the service's timed tasks; none of the tasks ever blocks for long. */
public final class ServiceThreads implements AutoCloseable {
    private final ScheduledExecutorService timer;
    private final ScheduledExecutorService expiry;
    private final ThreadPoolExecutor signing;

    ServiceThreads(String node) {
        timer = timer("arbiter-timer-" + node);
        expiry = timer("arbiter-expiry-" + node);
        signing = signing("arbiter-signing-" + node);
    }

    /** None until the cluster has a key; the calls in flight bound what is queued. */
    private static ThreadPoolExecutor signing(String name) {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        var pool = new ThreadPoolExecutor(
                threads, threads, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named(name));
        pool.allowCoreThreadTimeOut(true);
        return pool;
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

    /** For signatures, which take too long for the thread that applies entries. */
    Executor signing() {
        return signing;
    }

    @Override
    public void close() {
        signing.shutdown();
        timer.shutdown();
        expiry.shutdown();
    }
}
