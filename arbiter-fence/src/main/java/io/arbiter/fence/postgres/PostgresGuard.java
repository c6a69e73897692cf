package io.arbiter.fence.postgres;

import io.arbiter.fence.StaleTokenException;
import io.arbiter.fence.internal.FenceArguments;
import io.arbiter.fence.signed.UntrustedTokenException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;

/**
 * The guard for PostgreSQL: the mark lies in the database beside the data, and the token is judged inside the write's
 * own transaction, where a raise of the mark has to wait for the write. Works at every isolation level; needs only
 * {@code java.sql}. docs/guards.md describes the SQL script and its limits (superusers and table owners can switch it
 * off).
 *
 * <p>Cost: one statement per transaction, which can be the first one, so that the driver sends BEGIN with it.
 *
 * <p>A token is accepted when its transaction commits, not before. Any method may end in an {@link
 * SQLException} of SQLSTATE 40001 or 40P01 (serialization failure, deadlock): nothing was done, and the whole
 * transaction may be repeated.
 *
 * <p>Thread-safe, as far as the {@link DataSource} is; a {@link Connection} belongs to one thread at a time.
 */
public final class PostgresGuard {
    private final DataSource dataSource;

    /** Takes its connections from {@code dataSource}, one for each call without a connection of its own. */
    public PostgresGuard(DataSource dataSource) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
    }

    /**
     * Installs or upgrades the schema {@code arbiter}; repeating it changes nothing. Without it every other
     * method ends in an {@link SQLException} of SQLSTATE 3F000 that says so. See {@link PostgresSchema#install}.
     */
    public void install() throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            PostgresSchema.install(connection);
        }
    }

    /**
     * Judges {@code token} in the transaction of {@code connection} and carries it to the guarded tables
     * until that transaction ends. One statement. A token above the mark raises it.
     *
     * @throws StaleTokenException if the token is stale; the transaction can only be rolled back
     * @throws UntrustedTokenException if it is above the mark, and the connection's role may not raise that: it has no
     *         EXECUTE on {@code arbiter.advance}, and the sidecar's has
     * @throws IllegalStateException if the connection commits by itself after each statement, because the check would
     *         then be over before the write
     */
    public static void check(Connection connection, String resource, long token) throws SQLException {
        if (connection.getAutoCommit()) {
            throw new IllegalStateException(
                    "the check must be in the write's transaction:" + " setAutoCommit(false) first");
        }
        call(connection, "SELECT arbiter.check_token(?, ?)", resource, token);
    }

    /**
     * Carries {@code token} for every later transaction of this connection, so that none of them needs a
     * statement of its own: each write to a guarded table is still judged against the mark in its own
     * transaction. On tables that are not guarded it protects nothing: use {@link #check}.
     *
     * <p>The token stays with the connection, not with the caller. A pool gives both to the next borrower of the
     * connection, who then writes under a token that is not his: {@link #unbindTokens} before the connection goes back.
     * Not behind a pooler that gives each transaction another connection. {@link #check} and {@link #inTransaction}
     * leave nothing behind.
     *
     * @throws StaleTokenException if the token is stale already
     */
    public static void bindToken(Connection connection, String resource, long token) throws SQLException {
        call(connection, "SELECT arbiter.bind_token(?, ?)", resource, token);
    }

    /**
     * Ends {@link #bindToken} for all resources: the connection's writes to guarded tables are refused until a token is
     * presented again. No error if nothing was carried. {@code DISCARD ALL} and {@code RESET ALL} do the same.
     *
     * @throws IllegalStateException if the connection does not commit by itself after each statement: a rollback,
     *         which pools do to connections that come back, would bring the token back. Commit or roll back, then
     *         {@code setAutoCommit(true)}
     */
    public static void unbindTokens(Connection connection) throws SQLException {
        if (!connection.getAutoCommit()) {
            throw new IllegalStateException("a rollback would bring the carried token back:"
                    + " end the transaction, then setAutoCommit(true) first");
        }
        PostgresSetup.call(connection, "SELECT arbiter.unbind_tokens()");
    }

    /**
     * Raises the mark ahead of the first write, in a transaction of its own. Waits until every transaction
     * that carries a lower token has ended; when this returns, none of them can commit any more.
     *
     * @throws StaleTokenException if a higher token has been accepted
     */
    public void advance(String resource, long token) throws SQLException {
        inTransaction(connection -> {
            advance(connection, resource, token);
            return null;
        });
    }

    /** As {@link #advance(String, long)} in the caller's transaction: it counts once that has committed. */
    public static void advance(Connection connection, String resource, long token) throws SQLException {
        call(connection, "SELECT arbiter.advance(?, ?)", resource, token);
    }

    /** The highest token accepted for {@code resource}, or 0. */
    public long highest(String resource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return highest(connection, resource);
        }
    }

    /**
     * Runs {@code work} in one transaction that carries {@code token}: get a connection, check, work, commit. Any
     * exception rolls the transaction back, a stale token met by a guarded table included.
     *
     * @throws SQLException from the check or the work: not committed. From the commit: it may or may not have
     *         committed, as always with a connection that breaks
     */
    public <T> T inTransaction(String resource, long token, TransactionWork<T> work) throws SQLException {
        return inTransaction(connection -> {
            check(connection, resource, token);
            return work.run(connection);
        });
    }

    /** The refusal behind {@code failure}, or null if it has another reason than a stale token. */
    public static StaleTokenException staleToken(SQLException failure) {
        return PostgresRefusal.staleToken(failure);
    }

    private <T> T inTransaction(TransactionWork<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return GuardedTransaction.run(connection, work);
        }
    }

    private static long highest(Connection connection, String resource) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("SELECT arbiter.highest(?)")) {
            statement.setString(1, FenceArguments.resource(resource));
            return single(statement);
        } catch (SQLException failure) {
            throw PostgresSetup.explain(failure);
        }
    }

    private static void call(Connection connection, String sql, String resource, long token) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, FenceArguments.resource(resource));
            statement.setLong(2, FenceArguments.token(token));
            single(statement);
        } catch (SQLException failure) {
            throw PostgresSetup.explain(PostgresRefusal.rethrow(failure));
        }
    }

    private static long single(PreparedStatement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery()) {
            row.next();
            return row.getLong(1);
        }
    }
}
