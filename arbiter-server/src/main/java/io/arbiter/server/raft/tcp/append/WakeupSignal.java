package io.arbiter.server.raft.tcp.append;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Wakes one thread. Unlike the library's signal, which is lost between the look for work and the wait for some, a ring
 * is kept until a wait takes it.
 */
final class WakeupSignal {
    private final AtomicBoolean rung = new AtomicBoolean();
    private volatile Thread waiter;

    void wake() {
        if (!rung.getAndSet(true)) {
            LockSupport.unpark(waiter);
        }
    }

    /** Returns at once if it rang since the last wait, else when it rings or the time is over. One thread alone. */
    void await(long nanos) throws InterruptedException {
        waiter = Thread.currentThread();
        long start = System.nanoTime();
        long left = nanos;
        while (!rung.getAndSet(false) && left > 0) {
            LockSupport.parkNanos(this, left);
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            left = nanos - (System.nanoTime() - start);
        }
    }
}
