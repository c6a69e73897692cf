package io.arbiter.fence.postgres;

import io.arbiter.fence.internal.FenceArguments;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The versioned SQL script behind {@link PostgresGuard}. It can be run again at any time, and refuses to
 * replace a newer version than its own.
 */
public final class PostgresSchema {
    private static final String SCRIPT = "arbiter-fence.sql";

    private PostgresSchema() {}

    /** The script, also meant for {@code psql -1 -f}. */
    public static String script() {
        try (InputStream in = PostgresSchema.class.getResourceAsStream(SCRIPT)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + SCRIPT + " in this library's jar", e);
        }
    }

    /**
     * Installs or upgrades the schema, all or nothing: in a transaction of its own if the connection is in auto-commit
     * mode, else in the caller's. Needs the right to create a schema, and later to own it. A superuser's installation
     * also has an event trigger that guards tables made below guarded ones later; without it, {@link #checkGuards}
     * finds them. Guards of an older version get their missing parts, which waits for the writers of their tables.
     *
     * @throws SQLException also if a newer version than this library's is installed: nothing is changed
     */
    public static void install(Connection connection) throws SQLException {
        if (connection.getAutoCommit()) {
            GuardedTransaction.run(connection, PostgresSchema::execute);
        } else {
            execute(connection);
        }
    }

    /**
     * Checks that each guarded table, each table below one and each that has taken the name of one is guarded in full,
     * with no part switched off. For an application's start, and after each change of tables.
     *
     * @return the number of guarded tables
     * @throws SQLException of SQLSTATE ZA004 if one is not, naming the table and its fault
     */
    public static long checkGuards(Connection connection) throws SQLException {
        try (var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT arbiter.check_guards()")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failure) {
            throw PostgresSetup.explain(failure);
        }
    }

    /**
     * Guards {@code table} (a name as SQL would read it, {@code schema.table}), and the tables below it: from then on
     * each refuses every insert, update, delete and truncate whose transaction does not carry a current token of
     * {@code resource}, rows of a subscription included. Waits for the tables' writers. A repeat restores missing
     * guards, and changes nothing if none is missing. Needs the owner of the table and of the schema.
     *
     * @throws SQLException of SQLSTATE 42809 if it is neither an ordinary nor a partitioned table, or is temporary
     */
    public static void guardTable(Connection connection, String table, String resource) throws SQLException {
        PostgresSetup.call(
                connection, "SELECT arbiter.guard_table(?::regclass, ?)", table, FenceArguments.resource(resource));
    }

    /** Takes the guard of {@code table} away; no error if there is none. */
    public static void unguardTable(Connection connection, String table) throws SQLException {
        PostgresSetup.call(connection, "SELECT arbiter.unguard_table(?::regclass)", table);
    }

    private static Void execute(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(script());
        } catch (SQLException failure) {
            throw PostgresSetup.explain(failure);
        }
        return null;
    }
}
