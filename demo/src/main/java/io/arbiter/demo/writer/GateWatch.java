package io.arbiter.demo.writer;

import io.arbiter.client.Lease;
import java.util.concurrent.locks.LockSupport;

/**
 * Notes when the gate opens and closes, by asking it every millisecond: the time noted for a closing is later
 * than the closing itself, never earlier.
 */
final class GateWatch implements Runnable {
    private static final long POLL_NANOS = 1_000_000;

    private final WriterLog log;
    private volatile Lease lease;
    private volatile boolean stopped;
    private Lease openLease;

    GateWatch(WriterLog log) {
        this.log = log;
    }

    void watch(Lease newLease) {
        lease = newLease;
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            look(lease);
            LockSupport.parkNanos(POLL_NANOS);
        }
    }

    private void look(Lease current) {
        if (openLease != null && (openLease != current || !openLease.isOpen())) {
            log.note(
                    WriterEvent.Kind.GATE_CLOSED,
                    openLease.token(),
                    openLease.state().toString());
            openLease = null;
        }
        if (openLease == null && current != null && current.isOpen()) {
            openLease = current;
            log.note(WriterEvent.Kind.GATE_OPEN, current.token(), "");
        }
    }
}
