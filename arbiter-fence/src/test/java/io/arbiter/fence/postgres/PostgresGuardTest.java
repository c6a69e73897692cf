package io.arbiter.fence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.fence.StaleTokenException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The JDBC side: typed refusals, transactions that end as they should, installing again. */
class PostgresGuardTest {
    private static final String INSERT = "INSERT INTO t (token) VALUES (5)";

    private DataSource database;
    private PostgresGuard fence;

    @BeforeEach
    void guardTable() throws SQLException {
        database = PostgresServer.database(PostgresSchema.script());
        fence = new PostgresGuard(database);
        try (Connection connection = database.getConnection()) {
            PostgresSchema.guardTable(connection, "public.t", "orders");
        }
    }

    @Test
    void guardedTransactionCommits() throws SQLException {
        assertThat(fence.<Integer>inTransaction("orders", 5, PostgresGuardTest::insert))
                .isEqualTo(1);
        assertThat(rows()).isEqualTo("1");
        assertThat(fence.highest("orders")).isEqualTo(5);
    }

    @Test
    void staleTokenIsTyped() throws SQLException {
        fence.advance("a \"quoted\" näme, 7", 6);
        assertThatThrownBy(() -> fence.inTransaction("a \"quoted\" näme, 7", 5, PostgresGuardTest::insert))
                .isInstanceOfSatisfying(StaleTokenException.class, stale -> {
                    assertThat(stale.resource()).isEqualTo("a \"quoted\" näme, 7");
                    assertThat(stale.presented()).isEqualTo(5);
                    assertThat(stale.highest()).isEqualTo(6);
                });
        assertThatThrownBy(() -> fence.advance("a \"quoted\" näme, 7", 5)).isInstanceOf(StaleTokenException.class);
        assertThat(rows()).isEqualTo("0");
    }

    @Test
    void staleWriteOfCarriedTokenIsTyped() throws SQLException {
        try (Connection connection = database.getConnection()) {
            PostgresGuard.bindToken(connection, "orders", 5);
            assertThat(insert(connection)).isEqualTo(1);
            fence.advance("orders", 6);
            assertThatThrownBy(() -> insert(connection)).isInstanceOfSatisfying(SQLException.class, refused -> {
                var wrapped = new SQLException("from a pool", refused);
                assertThat(PostgresGuard.staleToken(wrapped).highest()).isEqualTo(6);
            });
        }
    }

    @Test
    void otherFailuresAreNotStale() {
        assertThatThrownBy(() -> fence.inTransaction(
                        "orders", 5, c -> c.createStatement().execute("nonsense")))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(PostgresGuard.staleToken(failure)).isNull());
    }

    @Test
    void failedWorkRollsBackTheRaise() throws SQLException {
        assertThatThrownBy(() -> fence.inTransaction("orders", 5, connection -> {
                    insert(connection);
                    throw new IllegalStateException("work failed");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(rows()).isEqualTo("0");
        assertThat(fence.highest("orders")).isZero();
    }

    @Test
    void checkInAutoCommitIsRefused() throws SQLException {
        try (Connection connection = database.getConnection()) {
            assertThatThrownBy(() -> PostgresGuard.check(connection, "orders", 5))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("setAutoCommit(false)");
        }
    }

    @Test
    void argumentsAreBounded() {
        assertThatThrownBy(() -> fence.advance("orders", 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fence.advance("a\tb", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PostgresServer.execute(database, "SELECT arbiter.advance(E'a\\tb', 1)"))
                .isInstanceOf(SQLException.class)
                .extracting("SQLState")
                .isEqualTo("22023");
        assertThatThrownBy(() -> PostgresServer.execute(database, "SELECT arbiter.check_token('orders', NULL)"))
                .isInstanceOf(SQLException.class)
                .extracting("SQLState")
                .isEqualTo("22023");
    }

    @Test
    void installingAgainKeepsMarksAndGuards() throws SQLException {
        fence.advance("orders", 6);
        fence.install();
        assertThat(fence.highest("orders")).isEqualTo(6);
        assertThatThrownBy(() -> PostgresServer.execute(database, INSERT)).isInstanceOf(SQLException.class);
    }

    @Test
    void newerSchemaIsNotReplaced() throws SQLException {
        PostgresServer.execute(database, "INSERT INTO arbiter.schema_version VALUES (5)");
        assertThatThrownBy(fence::install).isInstanceOf(SQLException.class).hasMessageContaining("version 5");
    }

    @Test
    void unguardedTableIsFree() throws SQLException {
        try (Connection connection = database.getConnection()) {
            PostgresSchema.unguardTable(connection, "t");
            PostgresSchema.unguardTable(connection, "t");
            assertThat(insert(connection)).isEqualTo(1);
        }
    }

    /** A role that may write the table but has no grant on the guard can neither raise a mark nor read the proof. */
    @Test
    void rolesNeedTheGrant() throws SQLException {
        try (Session owner = new Session(database);
                Session writer = new Session(database)) {
            owner.run("DROP ROLE IF EXISTS app; CREATE ROLE app; GRANT ALL ON t, t_id_seq TO app");
            writer.run("SET ROLE app");
            assertThat(writer.state("SELECT arbiter.check_token('orders', 5)")).isEqualTo("42501");
            assertThat(writer.state(INSERT)).isEqualTo("ZA002");
            owner.run("GRANT USAGE ON SCHEMA arbiter TO app; "
                    + "GRANT EXECUTE ON FUNCTION arbiter.check_token, arbiter.bind_token, arbiter.advance TO app");
            assertThat(writer.state("SELECT * FROM arbiter.fence")).isEqualTo("42501");
            assertThat(writer.state("SELECT arbiter.accept('orders', 5)")).isEqualTo("42501");
            assertThat(writer.state("BEGIN; SELECT arbiter.check_token('orders', 5); " + INSERT + "; COMMIT"))
                    .isEqualTo("00000");
        }
    }

    private String rows() throws SQLException {
        try (Session session = new Session(database)) {
            return session.value("SELECT count(*) FROM t");
        }
    }

    private static int insert(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.executeUpdate(INSERT);
        }
    }
}
