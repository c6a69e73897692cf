package io.arbiter.demo;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Notices when this machine did not run a thread that was ready to run. A failover on a stalled machine takes
 * longer through no fault of the arbiter's, so the bound on a gap is extended by the stalls measured here
 * meanwhile.
 */
final class StallWatch implements AutoCloseable {
    /** The machine ran nothing of this process for that long, up to {@code end}. */
    record Stall(Instant end, Duration length) {}

    private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    /** Shorter ones are ordinary scheduling, which the allowance covers. */
    private static final long WORTH_NOTING_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final List<Stall> stalls = new CopyOnWriteArrayList<>();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "stall-watch");
        thread.setDaemon(true);
        return thread;
    });
    private long last = System.nanoTime();

    void start() {
        last = System.nanoTime();
        ticker.scheduleWithFixedDelay(this::tick, TICK_NANOS, TICK_NANOS, TimeUnit.NANOSECONDS);
    }

    private void tick() {
        long now = System.nanoTime();
        long late = now - last - TICK_NANOS;
        last = now;
        if (late > WORTH_NOTING_NANOS) {
            stalls.add(new Stall(Instant.now(), Duration.ofNanos(late)));
        }
    }

    List<Stall> stalls() {
        return List.copyOf(stalls);
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }
}
