package io.arbiter.chaos.cluster.holder;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection to PostgreSQL that is opened again after it broke. Confined to one thread. */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final String jdbcUrl;
    private Connection connection;

    Database(String jdbcUrl) {
        this.jdbcUrl = jdbcUrl;
    }

    /** In a transaction of its own, which the caller commits or rolls back. */
    Connection connection() throws SQLException {
        if (connection == null) {
            connection = DriverManager.getConnection(jdbcUrl);
            connection.setAutoCommit(false);
        }
        return connection;
    }

    /** Ends the open transaction and the connection with it. */
    @Override
    public void close() {
        Connection ended = connection;
        connection = null;
        if (ended != null) {
            try {
                ended.close();
            } catch (SQLException broken) {
                LOG.debug("a broken connection was closed: {}", broken.getMessage());
            }
        }
    }
}
