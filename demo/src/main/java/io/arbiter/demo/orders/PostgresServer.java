package io.arbiter.demo.orders;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/** A real PostgreSQL of the demo's own, on a free port of loopback, gone when closed. */
public final class PostgresServer implements AutoCloseable {
    private static final Duration STARTUP = Duration.ofSeconds(60);
    /**
     * A writer that is stopped inside a transaction holds the guard's lock, and another writer that raises
     * the mark waits for it. So the database ends a transaction whose client is silent for longer than this,
     * which has to be well below the TTL.
     */
    private static final String SILENT_TRANSACTION = "1s";

    private final EmbeddedPostgres postgres;

    private PostgresServer(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /** Starts one with its files under the given directory. */
    public static PostgresServer start(Path directory) throws IOException {
        Files.createDirectories(directory);
        return new PostgresServer(EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(directory.toFile())
                .setPGStartupWait(STARTUP)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("idle_in_transaction_session_timeout", SILENT_TRANSACTION)
                .start());
    }

    /** The address that writers connect to, without the name service, because their view of names is a region's. */
    public String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + postgres.getPort() + "/postgres?user=postgres";
    }

    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl());
    }

    /** The server's own description of itself. */
    public String version() throws SQLException {
        try (Connection connection = connect()) {
            return connection.getMetaData().getDatabaseProductVersion();
        }
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
