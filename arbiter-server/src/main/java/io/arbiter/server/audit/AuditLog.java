package io.arbiter.server.audit;

import io.arbiter.server.metrics.Meters;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps events in files, on a thread of its own: no call waits for the disk of the audit. A flood of refused callers,
 * or a disk that fails, must not stop leases from being renewed, so an event for which there is no room is dropped and
 * counted, and the next one that is kept says how many were. Thread-safe.
 */
public final class AuditLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AuditLog.class);
    private static final int QUEUED = 1_000;
    /** How late the number of a minute's denials may be. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private static final Duration LAST_WRITE = Duration.ofSeconds(5);

    private final Path directory;
    private final long fileBytes;
    private final int keep;
    private final String node;
    private final BlockingQueue<AuditEvent> queue = new ArrayBlockingQueue<>(QUEUED);
    private final AtomicLong dropped = new AtomicLong();
    private final AuditSampler denials = new AuditSampler();
    private final Counter events = Meters.counter("arbiter_audit_events_total", "Events that the audit kept");
    private final Counter lost = Meters.counter(
            "arbiter_audit_dropped_total",
            "Events that the audit could not keep: too many at once, or its disk failed");
    private final Thread writer = new Thread(this::run, "audit");
    private AuditFiles files;
    private volatile boolean closed;

    private AuditLog(Path directory, long fileBytes, int keep, String node) {
        this.directory = directory;
        this.fileBytes = fileBytes;
        this.keep = keep;
        this.node = node;
    }

    /**
     * Goes on where the last run stopped.
     *
     * @param fileBytes a file that has as many is full
     * @param keep how many files, at least 1
     * @throws IOException if the directory cannot be written to: an audit that is wanted has to be possible
     */
    public static AuditLog open(Path directory, long fileBytes, int keep, String node, PrometheusRegistry metrics)
            throws IOException {
        var log = new AuditLog(directory, fileBytes, keep, node);
        log.files = AuditFiles.open(directory, fileBytes, keep);
        metrics.register(log.events);
        metrics.register(log.lost);
        log.writer.setDaemon(true);
        log.writer.start();
        return log;
    }

    /** Keeps the event soon, or drops it and says so. Never blocks. */
    public void record(AuditEvent event) {
        if (!queue.offer(event)) {
            drop(1);
        }
    }

    /** The same, but of many of a kind only the first few, and their number. */
    public void recordDenial(AuditEvent event) {
        if (denials.isKept(event)) {
            record(event);
        }
    }

    /** How many are not kept, and not yet said to be missing. */
    long droppedSoFar() {
        return dropped.get();
    }

    private void drop(int count) {
        lost.inc(count);
        dropped.addAndGet(count);
    }

    private void run() {
        try {
            while (!closed) {
                write(batch(queue.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS)));
            }
        } catch (InterruptedException stopped) {
            LOG.debug("the audit writes its last events");
        }
        List<AuditEvent> last = batch(null);
        last.addAll(denials.counted(Instant.now()));
        write(last);
        closeFiles();
    }

    private List<AuditEvent> batch(AuditEvent first) {
        var batch = new ArrayList<AuditEvent>();
        if (first != null) {
            batch.add(first);
        }
        queue.drainTo(batch);
        batch.addAll(denials.endOfMinute(Instant.now()));
        return batch;
    }

    private void write(List<AuditEvent> batch) {
        long missing = dropped.getAndSet(0);
        if (batch.isEmpty() && missing == 0) {
            return;
        }
        var all = new ArrayList<AuditEvent>();
        if (missing > 0) {
            all.add(new AuditEvent(Instant.now(), "", "audit.dropped", "OK", Map.of("events", Long.toString(missing))));
        }
        all.addAll(batch);
        try {
            if (files == null) {
                files = AuditFiles.open(directory, fileBytes, keep);
            }
            files.append(all, node);
            events.inc(batch.size());
        } catch (IOException | RuntimeException failed) {
            LOG.error("{} events were not kept: the audit in {} cannot be written", batch.size(), directory, failed);
            dropped.addAndGet(missing);
            drop(batch.size());
            closeFiles();
        }
    }

    /** After a failure they are opened again for the next events. */
    private void closeFiles() {
        try {
            if (files != null) {
                files.close();
            }
        } catch (IOException alsoFailed) {
            LOG.debug("a file of the audit could not be closed", alsoFailed);
        }
        files = null;
    }

    /** Writes what was recorded before, within a few seconds. */
    @Override
    public void close() {
        closed = true;
        writer.interrupt();
        try {
            writer.join(LAST_WRITE.toMillis());
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
    }
}
