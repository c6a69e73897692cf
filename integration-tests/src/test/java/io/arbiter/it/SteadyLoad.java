package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.Lease;
import io.arbiter.client.LeaseState;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/** An honest client: acquires and releases without a pause, and holds one lease all the while. */
final class SteadyLoad implements AutoCloseable {
    private final AtomicLong cycles = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final List<LeaseState> closings = new CopyOnWriteArrayList<>();
    private final ArbiterClient client;
    private final Lease held;
    private final Thread thread;
    private volatile boolean stopped;
    private volatile long longestNanos; // written by the thread alone

    /** @param client closed with this */
    SteadyLoad(ArbiterClient client) {
        this.client = client;
        this.held = client.acquire("steady/held", PATIENCE);
        held.addListener(change -> {
            if (change.to() == LeaseState.SUSPENDED || change.to() == LeaseState.LOST) {
                closings.add(change.to());
            }
        });
        this.thread = new Thread(this::run, "steady-load");
        thread.start();
    }

    private void run() {
        try {
            while (!stopped) {
                long begun = System.nanoTime();
                client.acquire("steady/cycle", PATIENCE).release();
                longestNanos = Math.max(longestNanos, System.nanoTime() - begun);
                held.requireOpen();
                cycles.incrementAndGet();
            }
        } catch (RuntimeException failed) {
            failure.set(failed);
        }
    }

    long cycles() {
        return cycles.get();
    }

    /** From an acquire to the end of its release. */
    Duration longestCycle() {
        return Duration.ofNanos(longestNanos);
    }

    Lease held() {
        return held;
    }

    /** Everything asked so far was done, more since, and the gate was never closed. */
    void assertGoesOnAfter(long cyclesBefore) {
        await().atMost(PATIENCE).until(() -> cycles.get() > cyclesBefore + 1 || failure.get() != null);
        assertThat(failure.get()).isNull();
        assertThat(closings).isEmpty();
        assertThat(held.isOpen()).isTrue();
    }

    /** Asks for nothing more. */
    void stop() {
        stopped = true;
        try {
            thread.join(PATIENCE.toMillis());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        stop();
        client.close();
    }
}
