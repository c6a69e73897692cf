package io.arbiter.chaos.cluster;

import io.arbiter.chaos.cluster.holder.GuardedTable;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;

/** A real PostgreSQL with the guarded table, on a free port of loopback, gone when closed. Thread-safe. */
final class Postgres implements AutoCloseable {
    private static final Duration STARTUP = Duration.ofSeconds(120);
    /**
     * A holder that is stopped inside a transaction holds the guard's lock, and other clients that raise the mark wait
     * for it. So a transaction whose client is silent for longer than this is ended, well within a TTL.
     */
    private static final String SILENT_TRANSACTION = "1s";

    private final EmbeddedPostgres server;

    private Postgres(EmbeddedPostgres server) {
        this.server = server;
    }

    static Postgres start(Path directory) throws IOException, SQLException {
        Files.createDirectories(directory);
        var postgres = new Postgres(EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(directory.toFile())
                .setPGStartupWait(STARTUP)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("idle_in_transaction_session_timeout", SILENT_TRANSACTION)
                .start());
        try (Connection connection = postgres.connect()) {
            GuardedTable.create(connection);
            return postgres;
        } catch (SQLException failed) {
            postgres.close();
            throw failed;
        }
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres?user=postgres";
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl());
    }

    List<GuardedTable.Row> rows(String prefix) throws SQLException {
        try (Connection connection = connect()) {
            return GuardedTable.rows(connection, prefix);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
