package io.arbiter.client.fake;

import io.arbiter.client.gate.FakeClock;
import io.arbiter.client.internal.transport.EventLoop;
import java.time.Duration;
import java.util.Comparator;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A loop in the thread that submits the task, one task at a time: tasks run at once, timers when the test lets time
 * pass.
 */
public final class ManualLoop implements EventLoop {
    private final FakeClock clock;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final TreeSet<Scheduled> timers = new TreeSet<>(
            Comparator.<Scheduled>comparingLong(timer -> timer.atNanos).thenComparingLong(timer -> timer.order));
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile long nowNanos;
    private long order;

    private static final class Scheduled {
        private final long atNanos;
        private final long order;
        private final Runnable task;

        Scheduled(long atNanos, long order, Runnable task) {
            this.atNanos = atNanos;
            this.order = order;
            this.task = task;
        }
    }

    public ManualLoop(FakeClock clock) {
        this.clock = clock;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
        drain();
    }

    private void drain() {
        while (!tasks.isEmpty() && running.compareAndSet(false, true)) {
            try {
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
            } finally {
                running.set(false);
            }
        }
    }

    @Override
    public synchronized Timer schedule(Runnable task, long delayNanos) {
        Scheduled timer = new Scheduled(nowNanos + Math.max(0, delayNanos), ++order, task);
        timers.add(timer);
        return () -> cancel(timer);
    }

    private synchronized void cancel(Scheduled timer) {
        timers.remove(timer);
    }

    private synchronized Scheduled nextUntil(long nanos) {
        return timers.isEmpty() || timers.first().atNanos > nanos ? null : timers.pollFirst();
    }

    @Override
    public synchronized void retire() {
        timers.clear();
    }

    /** Lets time pass; everything that is due happens at its time. */
    public void advance(Duration by) {
        long end = nowNanos + by.toNanos();
        for (Scheduled due = nextUntil(end); due != null; due = nextUntil(end)) {
            moveTo(due.atNanos);
            execute(due.task);
        }
        moveTo(end);
    }

    private void moveTo(long nanos) {
        clock.advance(Duration.ofNanos(nanos - nowNanos));
        nowNanos = nanos;
    }
}
