package io.arbiter.client.fake;

import io.arbiter.client.gate.FakeClock;
import io.arbiter.client.transport.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Queue;
import java.util.TreeSet;

/** A loop in the test's own thread: tasks run at once, timers when the test lets time pass. */
public final class ManualLoop implements EventLoop {
    private final FakeClock clock;
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final TreeSet<Scheduled> timers = new TreeSet<>(
            Comparator.<Scheduled>comparingLong(timer -> timer.atNanos)
            .thenComparingLong(timer -> timer.order));
    private long nowNanos;
    private long order;
    private boolean running;

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
        if (running) {
            return;
        }
        running = true;
        try {
            for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                task.run();
            }
        } finally {
            running = false;
        }
    }

    @Override
    public Timer schedule(Runnable task, long delayNanos) {
        Scheduled timer = new Scheduled(nowNanos + Math.max(0, delayNanos), ++order, task);
        timers.add(timer);
        return () -> timers.remove(timer);
    }

    @Override
    public void retire() {
        timers.clear();
    }

    /** Lets time pass, and everything that is due happen at its time. */
    public void advance(Duration by) {
        long end = nowNanos + by.toNanos();
        while (!timers.isEmpty() && timers.first().atNanos <= end) {
            Scheduled due = timers.pollFirst();
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
