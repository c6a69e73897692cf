package io.arbiter.server.raft;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * While no leader is known, connects to the other nodes anew every {@value #EVERY_MILLIS} ms.
 *
 * <p>The library asks for votes over channels whose connect backoff grows to two minutes while a peer is away. After
 * an outage of 75 s of two nodes out of three it took 27 s from the return of one until there was a leader; fresh
 * channels make it 3.5 s. They also look names up again. The period leaves an election over 145 ms round trips time
 * to end in between.
 */
final class ConnectionWatchdog implements AutoCloseable {
    static final long EVERY_MILLIS = 2_000;
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionWatchdog.class);

    private final BooleanSupplier leaderKnown;
    private final Runnable reconnect;
    private final AtomicLong reconnects = new AtomicLong();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread created = new Thread(task, "connection-watchdog");
        created.setDaemon(true);
        return created;
    });
    private boolean missedBefore;

    ConnectionWatchdog(BooleanSupplier leaderKnown, Runnable reconnect) {
        this.leaderKnown = leaderKnown;
        this.reconnect = reconnect;
    }

    void start() {
        thread.scheduleWithFixedDelay(this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** Reconnects when no leader was known at the last look either, so that a plain election is left alone. */
    void look() {
        boolean missing = !leaderKnown.getAsBoolean();
        if (missing && missedBefore) {
            reconnects.incrementAndGet();
            try {
                reconnect.run();
            } catch (RuntimeException e) {
                LOG.warn("cannot reset the connections to the other nodes; trying again", e);
            }
        }
        missedBefore = missing;
    }

    /** How often it had to act. */
    long reconnects() {
        return reconnects.get();
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
