package io.arbiter.server.replica;

import io.arbiter.core.machine.StateCapture;
import io.arbiter.core.machine.StateImage;
import io.arbiter.server.codec.SnapshotCodec;
import io.arbiter.server.consensus.FrozenState;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.Lock;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;

/**
 * A replica's state as of one entry: read a portion at a time under the replica's lock, encoded and written outside of
 * it.
 */
final class CapturedState implements FrozenState {
    /** Sessions or resources that are read with the lock held: some tens of microseconds. */
    private static final int PORTION = 200;

    private final Lock lock;
    private final StateCapture capture;
    private final StateImage rest;

    /** @param applied the index of the last entry, which need not have held a command */
    CapturedState(Lock lock, StateCapture capture, long applied) {
        this.lock = lock;
        this.capture = capture;
        this.rest = capture.rest().appliedThrough(applied);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        SnapshotCodec.write(rest, new Portions<>(capture::hasMoreSessions, capture::nextSessions),
                new Portions<>(capture::hasMoreResources, capture::nextResources), out);
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
            lock.lock();
            try {
                return next.apply(PORTION);
            } finally {
                lock.unlock();
            }
        }
    }
}
