package io.arbiter.fence.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Calls the schema {@code arbiter}, and reports the remedy where the schema is missing or closed to the role. */
final class PostgresSetup {
    private static final String INSTALL = ": install it once in this database, as the role that is to own it, with"
            + " PostgresGuard.install() or psql -1 -f arbiter-fence.sql (in this library's jar)";

    private PostgresSetup() {}

    static void call(Connection connection, String sql, String... arguments) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < arguments.length; i++) {
                statement.setString(i + 1, arguments[i]);
            }
            statement.execute();
        } catch (SQLException failure) {
            throw explain(failure);
        }
    }

    /** The failure of a statement, or one of the same SQLSTATE with a remedy, and the failure as its cause. */
    static SQLException explain(SQLException failure) {
        String remedy = remedy(String.valueOf(failure.getSQLState()), String.valueOf(failure.getMessage()));
        return remedy == null
                ? failure
                : new SQLException(remedy + " (" + failure.getMessage() + ")", failure.getSQLState(), failure);
    }

    private static String remedy(String state, String message) {
        switch (state) {
            case "3F000":
                return message.contains("arbiter") ? "the schema arbiter is missing" + INSTALL : null;
            case "42883":
                return message.contains("arbiter.") ? "the schema arbiter is older than this library" + INSTALL : null;
            case "42501":
                return "this role lacks a privilege: writers need USAGE on the schema arbiter and EXECUTE on its"
                        + " functions, who guards a table has to own it, and who installs needs CREATE on the database";
            default:
                return null;
        }
    }
}
