package io.arbiter.chaos.cluster.holder;

import io.arbiter.fence.StaleTokenException;
import io.arbiter.fence.postgres.PostgresGuard;
import io.arbiter.fence.postgres.PostgresSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * The table behind the leases: a chain of values per resource, each row naming the value that its writer had read.
 *
 * <p>{@code position} is the order of the commits of a resource, independently of the guard: every insert takes the
 * next number from the resource's row of {@code commit_order}, which stays locked until the transaction ends.
 */
public final class GuardedTable {
    private static final String CREATE = """
            CREATE TABLE commit_order (resource text PRIMARY KEY, last bigint NOT NULL);
            CREATE TABLE writes (
                resource text NOT NULL, position bigint NOT NULL, client text NOT NULL, token bigint NOT NULL,
                base text, value text NOT NULL, PRIMARY KEY (resource, position))""";
    private static final String INSERT = """
            WITH next AS (INSERT INTO commit_order AS o VALUES (?, 1)
                ON CONFLICT (resource) DO UPDATE SET last = o.last + 1 RETURNING last)
            INSERT INTO writes SELECT ?, last, ?, ?, ?, ? FROM next""";
    private static final String LAST = "SELECT value FROM writes WHERE resource = ? ORDER BY position DESC LIMIT 1";
    private static final String ROWS = """
            SELECT resource, position, client, token, base, value FROM writes
            WHERE starts_with(resource, ?) ORDER BY resource, position""";

    private GuardedTable() {}

    /**
     * A committed write.
     *
     * @param position its place in the order of the resource's commits, from 1, without gaps
     * @param base the value that the writer had read; null if nothing had been written
     */
    public record Row(String resource, long position, String client, long token, String base, String value) {}

    /** Creates the table, and installs the guard. */
    public static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(CREATE);
        }
        PostgresSchema.install(connection);
    }

    /** The rows of the resources whose names start so, by resource and position. */
    public static List<Row> rows(Connection connection, String prefix) throws SQLException {
        List<Row> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(ROWS)) {
            statement.setString(1, prefix);
            ResultSet result = statement.executeQuery();
            while (result.next()) {
                rows.add(new Row(
                        result.getString(1),
                        result.getLong(2),
                        result.getString(3),
                        result.getLong(4),
                        result.getString(5),
                        result.getString(6)));
            }
        }
        return rows;
    }

    /** Judges the token, which raises the mark, and reads the value written last; null if there is none. */
    static String read(Connection connection, boolean guarded, String resource, long token) throws SQLException {
        judge(connection, guarded, resource, token);
        try (PreparedStatement statement = connection.prepareStatement(LAST)) {
            statement.setString(1, resource);
            ResultSet result = statement.executeQuery();
            return result.next() ? result.getString(1) : null;
        }
    }

    /** Judges the token and appends the row; the caller commits. The row's position is found, not given. */
    static void append(Connection connection, boolean guarded, Row row) throws SQLException {
        judge(connection, guarded, row.resource(), row.token());
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setString(1, row.resource());
            statement.setString(2, row.resource());
            statement.setString(3, row.client());
            statement.setLong(4, row.token());
            statement.setString(5, row.base());
            statement.setString(6, row.value());
            statement.executeUpdate();
        }
    }

    /** @throws StaleTokenException if storage has accepted a higher token */
    private static void judge(Connection connection, boolean guarded, String resource, long token) throws SQLException {
        if (guarded) {
            PostgresGuard.check(connection, resource, token);
        }
    }
}
