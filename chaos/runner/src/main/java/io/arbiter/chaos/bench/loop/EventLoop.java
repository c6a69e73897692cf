package io.arbiter.chaos.bench.loop;

import io.arbiter.testsupport.process.Daemon;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;

/**
 * The one thread on which clients, network and faults live, so that none of them needs a lock and the history has one
 * observer. The first exception of a task ends the run: a bench that limps on proves nothing.
 */
public final class EventLoop implements AutoCloseable {
    private final ScheduledThreadPoolExecutor executor;
    private final CompletableFuture<Void> failure = new CompletableFuture<>();

    public EventLoop() {
        executor = new ScheduledThreadPoolExecutor(1, Daemon.named("bench-loop"));
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Runs it soon. Does nothing once the loop is closed. */
    public void execute(Runnable task) {
        after(Duration.ZERO, task);
    }

    /** Runs it after that time, unless cancelled. */
    public Future<?> after(Duration delay, Runnable task) {
        if (executor.isShutdown()) {
            return CompletableFuture.completedFuture(null);
        }
        return executor.schedule(() -> run(task), delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Runs it repeatedly until it returns false, starting after one period. */
    public void every(Duration period, BooleanSupplier task) {
        after(period, () -> {
            if (task.getAsBoolean()) {
                every(period, task);
            }
        });
    }

    private void run(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException | Error e) {
            fail(e);
        }
    }

    /** Ends the run: {@link #await} throws this. */
    public void fail(Throwable cause) {
        failure.completeExceptionally(cause);
    }

    /**
     * Waits, off the loop, until the future is complete.
     *
     * @return whether it was, in that time
     * @throws RuntimeException the failure on the loop meanwhile
     */
    public boolean await(CompletableFuture<?> awaited, Duration limit) throws InterruptedException {
        try {
            CompletableFuture.anyOf(failure, awaited).get(limit.toNanos(), TimeUnit.NANOSECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("the bench failed", e.getCause());
        }
    }

    /** Lets that time pass, off the loop. @throws RuntimeException the failure on the loop meanwhile */
    public void pass(Duration time) throws InterruptedException {
        await(new CompletableFuture<>(), time);
    }

    /** Runs it on the loop and waits for it, off the loop. */
    public void call(Runnable task) throws InterruptedException {
        var done = new CompletableFuture<Void>();
        execute(() -> {
            task.run();
            done.complete(null);
        });
        if (!await(done, Duration.ofMinutes(1))) {
            throw new IllegalStateException("the bench's thread has been busy for a minute");
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
