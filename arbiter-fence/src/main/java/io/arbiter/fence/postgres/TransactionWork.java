package io.arbiter.fence.postgres;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * The caller's work inside a guarded transaction.
 *
 * @param <T> the result of the work
 */
@FunctionalInterface
public interface TransactionWork<T> {

    /** Runs on the caller's thread. Must neither commit, roll back nor close {@code connection}. */
    T run(Connection connection) throws SQLException;
}
