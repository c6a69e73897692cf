package io.arbiter.server.replica;

import io.arbiter.core.machine.SnapshotCursor;
import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.server.codec.SnapshotCodec;
import io.arbiter.server.consensus.SnapshotSource;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * A replica's state as of one entry: read a portion at a time under the replica's lock, encoded and written outside of
 * it, with a rest after each portion as long as the portion took.
 *
 * <p>All nodes write at the same entries, and on a small machine a writer at full speed keeps the applying thread from
 * its processor; nor is the lock fair, so a waiting thread needs a moment in which no other asks for it.
 */
public final class CapturedSnapshot implements SnapshotSource {
    /** Sessions or resources that are read with the lock held: some tens of microseconds. */
    private static final int PORTION = 200;
    /** A portion that took longer has waited for a disk or a processor itself. */
    private static final long LONGEST_REST_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Lock lock;
    private final SnapshotCursor capture;
    private final StateSnapshot rest;
    private long portionBegun;

    /** @param applied the index of the last entry, which may have held no command */
    CapturedSnapshot(Lock lock, SnapshotCursor capture, long applied) {
        this.lock = lock;
        this.capture = capture;
        this.rest = capture.rest().appliedThrough(applied);
    }

    /** All of the state but its sessions and resources. */
    public StateSnapshot rest() {
        return rest;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        portionBegun = System.nanoTime();
        SnapshotCodec.write(
                rest,
                new Portions<>(capture::hasMoreSessions, capture::nextSessions),
                new Portions<>(capture::hasMoreResources, capture::nextResources),
                out);
    }

    private void throttle() {
        LockSupport.parkNanos(Math.min(LONGEST_REST_NANOS, System.nanoTime() - portionBegun));
        portionBegun = System.nanoTime();
    }

    @Override
    public void close() {
        lock.lock();
        try {
            capture.close();
        } finally {
            lock.unlock();
        }
    }

    private final class Portions<T> implements Iterator<List<T>> {
        private final BooleanSupplier more;
        private final IntFunction<List<T>> next;

        Portions(BooleanSupplier more, IntFunction<List<T>> next) {
            this.more = more;
            this.next = next;
        }

        @Override
        public boolean hasNext() {
            return more.getAsBoolean();
        }

        @Override
        public List<T> next() {
            throttle();
            lock.lock();
            try {
                return next.apply(PORTION);
            } finally {
                lock.unlock();
            }
        }
    }
}
