package io.arbiter.demo.writer;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.Lease;
import io.arbiter.client.LeaseState;
import io.arbiter.demo.orders.OrdersTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/**
 * Requests the lease of {@code orders}, and while its gate is open admits writes as fast as the database
 * takes them.
 *
 * <p>Admitted writes wait in a short queue, as requests do between a handler and a connection pool. Admitting
 * is faster than committing, so the queue is full whenever the writer writes: a process that is stopped then
 * always wakes up with writes that have passed the gate and have not been sent. Those are the late writes
 * that only the storage can reject.
 */
final class Writer implements AutoCloseable {
    private static final int QUEUE = 32;
    private static final Duration WAIT = Duration.ofMinutes(30);
    private static final long COUNT_EVERY_NANOS = 200_000_000L;
    private static final long IDLE_NANOS = 1_000_000L;

    private final WriterLog log;
    private final ArbiterClient client;
    private final BlockingQueue<AdmittedWrite> admitted = new ArrayBlockingQueue<>(QUEUE);
    private final WriteCounts counts = new WriteCounts();
    private final GateWatch gateWatch;
    private final Committer committer;
    private final AtomicBoolean stopped = new AtomicBoolean();
    private long writes;
    private long countedNanos = System.nanoTime();

    Writer(WriterOptions options) throws IOException {
        log = new WriterLog(options.log());
        client = ArbiterClient.builder()
                .endpoints(options.endpoints())
                .region(options.region())
                .holder("writer-" + options.region() + "/"
                        + ProcessHandle.current().pid())
                .ttl(options.ttl())
                .tls(
                        file(options, "-sidecar.crt"),
                        file(options, "-sidecar.key"),
                        options.pki().resolve("ca.crt"))
                .build();
        gateWatch = new GateWatch(log);
        committer = new Committer(options, admitted, counts, log);
    }

    private static Path file(WriterOptions options, String ending) {
        return options.pki().resolve(options.region() + ending);
    }

    void run() throws InterruptedException {
        log.note(
                WriterEvent.Kind.STARTED,
                0,
                String.valueOf(ProcessHandle.current().pid()));
        daemon(gateWatch, "gate-watch");
        daemon(committer, "committer");
        while (!stopped.get()) {
            log.note(WriterEvent.Kind.WAITING, 0, "");
            try {
                hold(client.acquire(OrdersTable.RESOURCE, WAIT));
            } catch (ArbiterException refused) {
                log.note(WriterEvent.Kind.LOST, 0, "no lease: " + refused.getMessage());
                count();
                TimeUnit.MILLISECONDS.sleep(200);
            }
        }
    }

    /** Until the lease is lost for good: silence alone closes the gate, but it may open again. */
    private void hold(Lease lease) throws InterruptedException {
        log.note(WriterEvent.Kind.ACQUIRED, lease.token(), lease.grant().basis().toString());
        AtomicBoolean lost = new AtomicBoolean();
        lease.addListener(change -> {
            if (change.to() == LeaseState.LOST) {
                log.note(WriterEvent.Kind.LOST, lease.token(), change.cause() + ": " + change.detail());
                lost.set(true);
            }
        });
        gateWatch.watch(lease);
        while (!lost.get() && !stopped.get()) {
            admitOne(lease);
            countNowAndThen();
        }
        gateWatch.watch(null);
    }

    private void admitOne(Lease lease) throws InterruptedException {
        if (lease.isOpen()) {
            // A full queue makes this wait; what was admitted stays admitted, however long it takes.
            AdmittedWrite write = new AdmittedWrite(lease.token(), ++writes);
            while (!stopped.get() && !admitted.offer(write, 100, TimeUnit.MILLISECONDS)) {
                countNowAndThen();
            }
        } else {
            counts.refusedByGate.incrementAndGet();
            LockSupport.parkNanos(IDLE_NANOS);
        }
    }

    private void countNowAndThen() {
        if (System.nanoTime() - countedNanos > COUNT_EVERY_NANOS) {
            count();
        }
    }

    private void count() {
        countedNanos = System.nanoTime();
        log.note(WriterEvent.Kind.COUNTED, 0, counts.snapshot().text());
    }

    private static void daemon(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Releases the lease and says goodbye. */
    @Override
    public void close() {
        stopped.set(true);
        gateWatch.stop();
        committer.stop();
        client.close();
        count();
        log.note(WriterEvent.Kind.STOPPED, 0, "");
    }
}
