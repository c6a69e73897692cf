package io.arbiter.fence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The state that a pool hands on with a connection: HikariCP with one connection, which each borrower gets. */
class PostgresPoolTest {
    private static final int PREPARED_ON_THE_SERVER = 10;

    private HikariDataSource pool;

    @BeforeEach
    void openPool() throws SQLException {
        var config = new HikariConfig();
        config.setDataSource(PostgresServer.database(PostgresSchema.script()));
        config.setMaximumPoolSize(1);
        pool = new HikariDataSource(config);
        try (Connection connection = pool.getConnection()) {
            PostgresSchema.guardTable(connection, "t", "orders");
        }
    }

    @AfterEach
    void closePool() {
        pool.close();
    }

    /** The trap, as docs/guards.md describes it: neither the pool nor the driver takes the token off the connection. */
    @Test
    void carriedTokenGoesToTheNextBorrower() throws SQLException {
        bindAndWrite();
        try (Connection next = pool.getConnection()) {
            assertThat(insert(next)).isEqualTo("00000");
        }
    }

    @Test
    void uncarriedTokenDoesNot() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            PostgresGuard.bindToken(connection, "orders", 5);
            PostgresGuard.bindToken(connection, "stock", 7);
            assertThat(insert(connection)).isEqualTo("00000");
            PostgresGuard.unbindTokens(connection);
            PostgresGuard.unbindTokens(connection);
        }
        assertNextBorrowerIsRefused();
    }

    @Test
    void tokenOfTheTransactionDoesNot() throws SQLException {
        new PostgresGuard(pool).inTransaction("orders", 5, connection -> insert(connection));
        assertNextBorrowerIsRefused();
    }

    /** Statements that the driver has prepared go on: it notices that the server has forgotten them. */
    @Test
    void resetStatementsTakeItAway() throws SQLException {
        for (String reset : new String[] {"DISCARD ALL", "RESET ALL"}) {
            bindAndWrite();
            try (Connection next = pool.getConnection()) {
                next.createStatement().execute(reset);
                assertThat(insert(next)).as(reset).isEqualTo("ZA002");
            }
            new PostgresGuard(pool).inTransaction("orders", 5, connection -> insert(connection));
        }
    }

    /** A pool rolls back a transaction left open, so the token must not be put down in a transaction. */
    @Test
    void unbindingInTransactionIsRefused() throws SQLException {
        bindAndWrite();
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            assertThatThrownBy(() -> PostgresGuard.unbindTokens(connection))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("setAutoCommit(true)");
            connection.createStatement().execute("SELECT arbiter.unbind_tokens()");
        }
        try (Connection next = pool.getConnection()) {
            assertThat(insert(next)).as("the rollback brought the token back").isEqualTo("00000");
        }
    }

    private void bindAndWrite() throws SQLException {
        try (Connection connection = pool.getConnection()) {
            PostgresGuard.bindToken(connection, "orders", 5);
            for (int i = 0; i < PREPARED_ON_THE_SERVER; i++) {
                assertThat(insert(connection)).isEqualTo("00000");
            }
        }
    }

    private void assertNextBorrowerIsRefused() throws SQLException {
        try (Connection next = pool.getConnection()) {
            assertThat(insert(next)).isEqualTo("ZA002");
        }
    }

    private static String insert(Connection connection) {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO t (token) VALUES (?)")) {
            statement.setLong(1, 5);
            statement.executeUpdate();
            return "00000";
        } catch (SQLException refused) {
            return refused.getSQLState();
        }
    }
}
