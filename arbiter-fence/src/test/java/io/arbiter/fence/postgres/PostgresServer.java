package io.arbiter.fence.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * One real server for all tests of this JVM, started at the first use; each caller gets a database of its
 * own.
 */
final class PostgresServer {
    private static final AtomicInteger DATABASES = new AtomicInteger();

    private PostgresServer() {}

    /** A new database with {@code script} installed and an unguarded table {@code t}. */
    static DataSource database(String script) throws SQLException {
        String name = "fence" + DATABASES.incrementAndGet();
        execute(Running.SERVER.getPostgresDatabase(), "CREATE DATABASE " + name);
        DataSource database = Running.SERVER.getDatabase("postgres", name);
        execute(database, script);
        execute(database, "CREATE TABLE t (id bigserial PRIMARY KEY, token bigint)");
        return database;
    }

    static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Initialized at the first use, stopped by its own shutdown hook. */
    private static final class Running {
        static final EmbeddedPostgres SERVER = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder()
                        .setServerConfig("max_prepared_transactions", "10")
                        .setServerConfig("fsync", "off") // nobody pulls the plug on this one
                        .setServerConfig("wal_level", "logical")
                        .setServerConfig("wal_retrieve_retry_interval", "100ms") // a refused subscription tries again
                        .start();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
