package io.arbiter.fence.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/** A psql-like session of a test: one connection, statements as text. */
final class Session implements AutoCloseable {
    final Connection connection;
    private final DataSource database;
    private final String pid;

    Session(DataSource database) throws SQLException {
        this.database = database;
        this.connection = database.getConnection();
        run("SET lock_timeout = '60s'");
        this.pid = value("SELECT pg_backend_pid()");
    }

    /** Starts a transaction and, by reading, fixes its snapshot where the level has one. */
    Session begin(String isolation) throws SQLException {
        run("BEGIN ISOLATION LEVEL " + isolation);
        run("SELECT count(*) FROM t");
        return this;
    }

    void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    String value(String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    /** The SQLSTATE that {@code sql} ends in, "00000" if it succeeds. */
    String state(String sql) {
        try {
            run(sql);
            return "00000";
        } catch (SQLException e) {
            return e.getSQLState();
        }
    }

    Future<Void> start(String sql) {
        return CompletableFuture.runAsync(() -> {
            try {
                run(sql);
            } catch (SQLException e) {
                throw new CompletionException(e);
            }
        });
    }

    /** Waits until the started statement has ended or waits for a lock; true if it waits. */
    boolean blocks(Future<Void> started) throws SQLException {
        try (Session observer = new Session(database)) {
            Awaitility.await().until(() -> started.isDone() || observer.sees(pid));
        }
        return !started.isDone();
    }

    private boolean sees(String waiting) throws SQLException {
        return value("SELECT 1 FROM pg_locks WHERE NOT granted AND pid = " + waiting) != null;
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
