package io.arbiter.demo.writer;

import io.arbiter.demo.orders.OrderRow;
import io.arbiter.demo.orders.OrdersTable;
import io.arbiter.fence.StaleTokenException;
import io.arbiter.fence.postgres.PostgresGuard;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Carries out the admitted writes one after another, each in a transaction of its own that is judged by the
 * guard. It does not ask the gate again: a check before the write can never be the last word, because the
 * process may be stopped right after it.
 */
final class Committer implements Runnable {
    private static final long RETRY_MILLIS = 100;
    private static final long POLL_MILLIS = 100;

    private final WriterOptions options;
    private final BlockingQueue<AdmittedWrite> admitted;
    private final WriteCounts counts;
    private final WriterLog log;
    private final OrderRow.Writer self;
    private volatile boolean stopped;

    Committer(WriterOptions options, BlockingQueue<AdmittedWrite> admitted, WriteCounts counts, WriterLog log) {
        this.options = options;
        this.admitted = admitted;
        this.counts = counts;
        this.log = log;
        this.self =
                new OrderRow.Writer(options.region(), ProcessHandle.current().pid());
    }

    void stop() {
        stopped = true;
    }

    @Override
    public void run() {
        while (!stopped) {
            try (Connection connection = DriverManager.getConnection(options.jdbcUrl())) {
                connection.setAutoCommit(false);
                drain(connection);
            } catch (SQLException broken) {
                // The outcome of the write under way is unknown; it is counted, and not repeated.
                counts.failed.incrementAndGet();
                log.note(WriterEvent.Kind.FAILED, 0, broken.getSQLState() + " " + broken.getMessage());
                pause(RETRY_MILLIS);
            }
        }
    }

    private void drain(Connection connection) throws SQLException {
        while (!stopped) {
            AdmittedWrite write = next();
            if (write != null) {
                commit(connection, write);
            }
        }
    }

    private void commit(Connection connection, AdmittedWrite write) throws SQLException {
        try {
            if (options.guarded()) {
                PostgresGuard.check(connection, OrdersTable.RESOURCE, write.token());
            }
            OrdersTable.insert(connection, self, write.token(), write.number());
            connection.commit();
            counts.accepted.incrementAndGet();
        } catch (StaleTokenException stale) {
            connection.rollback();
            counts.rejected.incrementAndGet();
            log.note(WriterEvent.Kind.REJECTED, write.token(), stale.getMessage());
        }
    }

    private AdmittedWrite next() {
        try {
            return admitted.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            stopped = true;
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private void pause(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException interrupted) {
            stopped = true;
            Thread.currentThread().interrupt();
        }
    }
}
