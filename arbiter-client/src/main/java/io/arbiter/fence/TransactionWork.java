package io.arbiter.fence;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * What a caller does inside a guarded transaction.
 *
 * @param <T> what it returns
 */
@FunctionalInterface
public interface TransactionWork<T> {

    /** Runs on the caller's thread. Must neither commit, roll back nor close {@code connection}. */
    T run(Connection connection) throws SQLException;
}
