package io.arbiter.demo.orders;

import io.arbiter.fence.postgres.PostgresSchema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * The table that both regions want to write.
 *
 * <p>{@code position} is the order of commits, independently of the guard: every insert takes the next number
 * from the only row of {@code commit_order}. The update locks that row until its transaction ends, so the
 * next insert gets its number only after this one has committed or rolled back, and a number that was rolled
 * back is given out again. Sorting by {@code position} is therefore sorting by commit, without gaps, whatever
 * the guard does or fails to do.
 */
public final class OrdersTable {
    /** The resource whose lease and token guard the table. */
    public static final String RESOURCE = "orders";

    private static final String CREATE = """
            CREATE TABLE commit_order (last bigint NOT NULL);
            INSERT INTO commit_order VALUES (0);
            CREATE TABLE orders (
                position     bigint PRIMARY KEY,
                region       text NOT NULL,
                pid          bigint NOT NULL,
                token        bigint NOT NULL,
                write_number bigint NOT NULL,
                written_at   timestamptz NOT NULL)""";
    private static final String INSERT = """
            WITH next AS (UPDATE commit_order SET last = last + 1 RETURNING last)
            INSERT INTO orders SELECT last, ?, ?, ?, ?, clock_timestamp() FROM next""";

    private static final String READ = """
            SELECT position, region, pid, token, write_number, written_at FROM orders ORDER BY position""";
    private static final String PLAIN_INSERT = "INSERT INTO orders VALUES (-1, 'nowhere', 0, 0, 0, now())";
    /** The guard's: a write without an accepted token. */
    private static final String NO_TOKEN = "ZA002";

    private OrdersTable() {}

    /** Creates the table; {@code guarded} installs Arbiter's guard and puts the table under it. */
    public static void create(Connection connection, boolean guarded) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(CREATE);
        }
        if (guarded) {
            PostgresSchema.install(connection);
            PostgresSchema.guardTable(connection, "orders", RESOURCE);
        }
    }

    /** Inserts one row; the order of commits is the row's position, which this assigns. */
    public static void insert(Connection connection, OrderRow.Writer writer, long token, long number)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setString(1, writer.region());
            statement.setLong(2, writer.pid());
            statement.setLong(3, token);
            statement.setLong(4, number);
            statement.executeUpdate();
        }
    }

    /** The number of rows that the region has under tokens above the given one. */
    public static long countAbove(Connection connection, String region, long token) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT count(*) FROM orders WHERE region = ? AND token > ?")) {
            statement.setString(1, region);
            statement.setLong(2, token);
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    /** Whether the table refuses a write that carries no token, as somebody with psql would try it. */
    public static boolean refusesPlainSql(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(PLAIN_INSERT);
            return false;
        } catch (SQLException refused) {
            if (NO_TOKEN.equals(refused.getSQLState())) {
                return true;
            }
            throw refused;
        }
    }

    /** All rows, in the order of their commits. */
    public static List<OrderRow> read(Connection connection) throws SQLException {
        List<OrderRow> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(READ)) {
            while (result.next()) {
                rows.add(row(result));
            }
        }
        return rows;
    }

    private static OrderRow row(ResultSet result) throws SQLException {
        OrderRow.Writer writer = new OrderRow.Writer(result.getString(2), result.getLong(3));
        return new OrderRow(
                result.getLong(1),
                writer,
                result.getLong(4),
                result.getLong(5),
                result.getObject(6, OffsetDateTime.class).toInstant());
    }
}
