package io.arbiter.bench.runner.start;

import io.arbiter.bench.runner.measure.Spell;
import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterException;
import io.arbiter.testsupport.process.Daemon;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * One client that acquires and releases at a steady pace, one cycle at a time. A cycle that takes longer than the pace
 * skips the next ones, so that a wait is noted once, as long as it was.
 */
final class Beat implements AutoCloseable {
    private static final String RESOURCE = "beat";

    private final ArbiterClient client;
    private final Duration pace;
    private final List<Spell> cycles = new ArrayList<>();
    private final Thread thread = Daemon.named("beat").newThread(this::run);
    private volatile ArbiterException failure;
    private volatile boolean ending;

    private Beat(ArbiterClient client, Duration pace) {
        this.client = client;
        this.pace = pace;
    }

    static Beat start(ArbiterClient client, Duration pace) {
        var beat = new Beat(client, pace);
        beat.thread.start();
        return beat;
    }

    private void run() {
        try {
            for (long due = System.nanoTime(); !ending; due = next(due, System.nanoTime(), pace.toNanos())) {
                await(due);
                long begin = System.nanoTime();
                client.acquire(RESOURCE, Duration.ZERO).release();
                cycles.add(new Spell(begin, System.nanoTime()));
            }
        } catch (ArbiterException failed) {
            failure = failed;
        }
    }

    /** The first beat after the last one that is still in the future. */
    static long next(long last, long now, long pace) {
        return last + Math.max(1, (now - last + pace - 1) / pace) * pace;
    }

    private static void await(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** @throws IOException if a cycle failed */
    void check() throws IOException {
        if (failure != null) {
            throw new IOException("a client could not acquire and release: " + failure.getMessage(), failure);
        }
    }

    /** Ends with the running cycle, and returns all. */
    List<Spell> end() throws IOException, InterruptedException {
        close();
        thread.join();
        check();
        return List.copyOf(cycles);
    }

    @Override
    public void close() {
        ending = true;
    }
}
