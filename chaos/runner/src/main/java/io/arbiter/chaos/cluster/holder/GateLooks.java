package io.arbiter.chaos.cluster.holder;

import io.arbiter.chaos.history.OperationType;
import io.arbiter.client.Lease;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * Looks at every gate of the process every two milliseconds and notes for how long each was seen open: from the end of
 * a look that found it open, if the next one did as well, to the start of the last look that did. Both err to the
 * inside, wherever the process is stopped: no gate is noted as open when it was not, unless it closed and opened again
 * between two looks, which only the holder of that very token can cause.
 */
final class GateLooks implements Runnable {
    private static final long PERIOD_NANOS = 2_000_000;

    private final Tape tape;
    private final List<Watched> watched = new CopyOnWriteArrayList<>();
    private volatile boolean stopped;

    /** A lease whose gate is looked at. */
    private static final class Watched {
        private final Lease lease;
        private final String client;
        private final int process;
        private int looksOpen;
        private long firstOpenNanos;
        private long lastOpenNanos;
        private volatile boolean dismissed;

        Watched(Lease lease, String client, int process) {
            this.lease = lease;
            this.client = client;
            this.process = process;
        }

        Map<String, Object> fields() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("resource", lease.resource());
            fields.put("client", client);
            fields.put("token", lease.token());
            fields.put("session", lease.sessionId());
            return fields;
        }
    }

    GateLooks(Tape tape) {
        this.tape = tape;
    }

    void watch(Lease lease, String client) {
        watched.add(new Watched(lease, client, tape.newProcess()));
    }

    /** The lease was released: once its gate is found closed, it is no longer looked at. */
    void dismiss(Lease lease) {
        watched.stream().filter(one -> one.lease == lease).forEach(one -> one.dismissed = true);
    }

    @Override
    public void run() {
        while (!stopped) {
            watched.forEach(this::look);
            LockSupport.parkNanos(PERIOD_NANOS);
        }
        watched.forEach(this::closed);
    }

    private void look(Watched one) {
        boolean leave = one.dismissed;
        long before = System.nanoTime();
        if (one.lease.isOpen()) {
            open(one, before);
        } else {
            closed(one);
            if (leave) {
                watched.remove(one);
            }
        }
    }

    private void open(Watched one, long before) {
        one.looksOpen++;
        if (one.looksOpen == 1) {
            one.firstOpenNanos = System.nanoTime();
        } else {
            if (one.looksOpen == 2) {
                tape.noteAt(one.firstOpenNanos, one.process, OperationType.INVOKE, "gate", one.fields(), "");
            }
            one.lastOpenNanos = before;
        }
    }

    private void closed(Watched one) {
        if (one.looksOpen >= 2) {
            tape.noteAt(one.lastOpenNanos, one.process, OperationType.OK, "gate", one.fields(), "");
        }
        one.looksOpen = 0;
    }

    void stop() {
        stopped = true;
    }
}
