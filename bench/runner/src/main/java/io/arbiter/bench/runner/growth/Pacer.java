package io.arbiter.bench.runner.growth;

import io.arbiter.bench.contest.Renewals;
import io.arbiter.testsupport.process.Daemon;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;

/**
 * Renews sessions in turn, at a steady rate whether or not answers arrive, as independent clients would. Renewals
 * missed while it does not run are made up for at once.
 */
final class Pacer implements AutoCloseable {
    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong answered = new AtomicLong();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();
    private final Renewals renewals;
    private final int perSecond;
    private final Thread thread = Daemon.named("pacer").newThread(this::run);

    private Pacer(Renewals renewals, int perSecond) {
        this.renewals = renewals;
        this.perSecond = perSecond;
    }

    static Pacer start(Renewals renewals, int perSecond) {
        var pacer = new Pacer(renewals, perSecond);
        pacer.thread.start();
        return pacer;
    }

    private void run() {
        long start = System.nanoTime();
        try {
            for (long number = 0; await(start + number * NANOS / perSecond); number++) {
                sent.incrementAndGet();
                renewals.renew((int) (number % renewals.sessions())).whenComplete((done, failed) -> {
                    answered.incrementAndGet();
                    failure.compareAndSet(null, failed);
                });
            }
        } catch (RuntimeException refused) {
            failure.compareAndSet(null, refused);
        }
    }

    /** False if it need not be awaited any more. */
    private static boolean await(long due) {
        for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            if (Thread.currentThread().isInterrupted()) {
                return false;
            }
            LockSupport.parkNanos(left);
        }
        return !Thread.currentThread().isInterrupted();
    }

    /** The number of answered renewals. */
    long answered() {
        return answered.get();
    }

    /** @throws IOException if a renewal failed, or if a session has to renew before its last answer has come */
    void check() throws IOException {
        if (failure.get() != null) {
            throw new IOException("a renewal failed: " + failure.get().getMessage(), failure.get());
        }
        long waiting = sent.get() - answered.get();
        if (waiting > renewals.sessions()) {
            throw new IOException("the servers do not keep up: " + waiting + " renewals wait for an answer");
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
