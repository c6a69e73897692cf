package io.arbiter.fence;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The versioned SQL script behind {@link PostgresFence}. It can be run again at any time, and refuses to
 * replace a newer version than its own.
 */
public final class PostgresSchema {
    private static final String SCRIPT = "arbiter-fence.sql";

    private PostgresSchema() {
    }

    /** The script, also meant for {@code psql -1 -f}. */
    public static String script() {
        try (InputStream in = PostgresSchema.class.getResourceAsStream(SCRIPT)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + SCRIPT + " of the client library", e);
        }
    }

    /**
     * Installs or upgrades the schema, all or nothing: in a transaction of its own if the connection is in
     * auto-commit mode, else in the caller's. Needs the right to create a schema, and later to own it.
     */
    public static void install(Connection connection) throws SQLException {
        if (connection.getAutoCommit()) {
            GuardedTransaction.run(connection, PostgresSchema::execute);
        } else {
            execute(connection);
        }
    }

    /**
     * Guards {@code table} (a name as SQL would read it, {@code schema.table}): from then on it refuses every
     * insert, update, delete and truncate whose transaction does not carry a current token of {@code
     * resource}.
     */
    public static void guardTable(Connection connection, String table, String resource) throws SQLException {
        call(connection, "SELECT arbiter.guard_table(?::regclass, ?)", table,
                FenceArguments.resource(resource));
    }

    /** Takes the guard of {@code table} away; no error if there is none. */
    public static void unguardTable(Connection connection, String table) throws SQLException {
        call(connection, "SELECT arbiter.unguard_table(?::regclass)", table);
    }

    private static Void execute(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(script());
        }
        return null;
    }

    private static void call(Connection connection, String sql, String... arguments) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            statement.execute();
        }
    }
}
