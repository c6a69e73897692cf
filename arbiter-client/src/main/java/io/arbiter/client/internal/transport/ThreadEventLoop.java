package io.arbiter.client.internal.transport;

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One daemon thread; once retired, it ends when it is idle, and a late call still gets its answer: a failure.
 */
public final class ThreadEventLoop implements EventLoop {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadEventLoop.class);

    private final ScheduledThreadPoolExecutor thread;

    public ThreadEventLoop(String name) {
        thread = new ScheduledThreadPoolExecutor(1, task -> {
            Thread created = new Thread(task, name);
            created.setDaemon(true);
            return created;
        });
        thread.setRemoveOnCancelPolicy(true);
        thread.setKeepAliveTime(1, TimeUnit.SECONDS);
    }

    @Override
    public void execute(Runnable task) {
        thread.execute(guarded(task));
    }

    @Override
    public Timer schedule(Runnable task, long delayNanos) {
        Future<?> future = thread.schedule(guarded(task), Math.max(0, delayNanos), TimeUnit.NANOSECONDS);
        return () -> future.cancel(false);
    }

    @Override
    public void retire() {
        thread.allowCoreThreadTimeOut(true);
    }

    /**
     * A task that throws is a bug of this library: it is logged, and must not end the loop, because then
     * nothing would be renewed.
     */
    private static Runnable guarded(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (RuntimeException e) {
                LOG.error("a task of the client failed; please report this", e);
            }
        };
    }
}
