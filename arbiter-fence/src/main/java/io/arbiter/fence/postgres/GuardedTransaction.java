package io.arbiter.fence.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/** Begin, work, commit; on any exception, roll back. Leaves the connection's commit mode as it was. */
final class GuardedTransaction {
    private GuardedTransaction() {}

    static <T> T run(Connection connection, TransactionWork<T> work) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            T result = work.run(connection);
            connection.commit();
            connection.setAutoCommit(autoCommit);
            return result;
        } catch (SQLException failure) {
            rollBack(connection, autoCommit, failure);
            throw PostgresRefusal.rethrow(failure);
        } catch (RuntimeException | Error failure) {
            rollBack(connection, autoCommit, failure);
            throw failure;
        }
    }

    /** The first failure is the one to report; a failing roll-back (the connection is gone) is added to it. */
    private static void rollBack(Connection connection, boolean autoCommit, Throwable failure) {
        try {
            connection.rollback();
            connection.setAutoCommit(autoCommit);
        } catch (SQLException broken) {
            failure.addSuppressed(broken);
        }
    }
}
