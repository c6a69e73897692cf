package io.arbiter.demo.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.fence.StaleTokenException;
import io.arbiter.fence.postgres.PostgresGuard;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests on a real PostgreSQL the facts on which the demo's judgement rests. */
class OrdersTableTest {
    private static final OrderRow.Writer EAST = new OrderRow.Writer("us-east", 11);
    private static final OrderRow.Writer WEST = new OrderRow.Writer("us-west", 22);

    @TempDir
    private static Path directory;

    private static PostgresServer postgres;

    @BeforeAll
    static void start() throws IOException {
        postgres = PostgresServer.start(directory);
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @BeforeEach
    void create() throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE IF EXISTS orders, commit_order");
            statement.execute("DROP SCHEMA IF EXISTS arbiter CASCADE");
        }
    }

    @Test
    void positionIsTheOrderOfCommitsWithoutAnyGuard() throws Exception {
        try (Connection first = table(false);
                Connection second = transaction()) {
            first.setAutoCommit(false);
            OrdersTable.insert(first, EAST, 1, 1);
            CompletableFuture<Void> later = CompletableFuture.runAsync(() -> insertAndCommit(second));
            awaitOneWaiting();
            assertThat(later).isNotDone();
            first.commit();
            later.get();
            assertThat(OrdersTable.read(first)).extracting(OrderRow::region).containsExactly("us-east", "us-west");
        }
    }

    @Test
    void rolledBackPositionIsGivenOutAgain() throws SQLException {
        try (Connection connection = table(false)) {
            connection.setAutoCommit(false);
            OrdersTable.insert(connection, EAST, 1, 1);
            connection.rollback();
            OrdersTable.insert(connection, EAST, 1, 2);
            connection.commit();
            List<OrderRow> rows = OrdersTable.read(connection);
            assertThat(rows).extracting(OrderRow::position).containsExactly(1L);
            assertThat(rows).extracting(OrderRow::writeNumber).containsExactly(2L);
        }
    }

    @Test
    void guardRejectsTheOvertakenToken() throws SQLException {
        try (Connection connection = table(true)) {
            connection.setAutoCommit(false);
            write(connection, EAST, 1);
            write(connection, WEST, 2);
            assertThatThrownBy(() -> write(connection, EAST, 1)).isInstanceOf(StaleTokenException.class);
            connection.rollback();
            assertThat(OrdersTable.read(connection)).hasSize(2);
            assertThat(OrdersTable.countAbove(connection, "us-west", 1)).isEqualTo(1);
        }
    }

    @Test
    void guardedTableRefusesPlainSql() throws SQLException {
        try (Connection connection = table(true)) {
            assertThat(OrdersTable.refusesPlainSql(connection)).isTrue();
            assertThat(OrdersTable.read(connection)).isEmpty();
        }
    }

    @Test
    void unguardedTableDoesNot() throws SQLException {
        try (Connection connection = table(false)) {
            assertThat(OrdersTable.refusesPlainSql(connection)).isFalse();
        }
    }

    /** Otherwise a writer stopped inside its transaction would hold up its successor for as long as it sleeps. */
    @Test
    void transactionOfASilentWriterIsEndedByTheDatabase() throws SQLException {
        try (Connection silent = table(true);
                Connection next = transaction()) {
            silent.setAutoCommit(false);
            PostgresGuard.check(silent, OrdersTable.RESOURCE, 1);
            OrdersTable.insert(silent, EAST, 1, 1);
            write(next, WEST, 2);
            assertThatThrownBy(silent::commit).isInstanceOf(SQLException.class);
            assertThat(OrdersTable.read(next)).extracting(OrderRow::region).containsExactly("us-west");
        }
    }

    private static Connection table(boolean guarded) throws SQLException {
        Connection connection = postgres.connect();
        OrdersTable.create(connection, guarded);
        return connection;
    }

    private static Connection transaction() throws SQLException {
        Connection connection = postgres.connect();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void write(Connection connection, OrderRow.Writer writer, long token) throws SQLException {
        PostgresGuard.check(connection, OrdersTable.RESOURCE, token);
        OrdersTable.insert(connection, writer, token, token);
        connection.commit();
    }

    private static void insertAndCommit(Connection connection) {
        try {
            OrdersTable.insert(connection, WEST, 1, 1);
            connection.commit();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void awaitOneWaiting() throws SQLException {
        try (Connection connection = postgres.connect();
                Statement statement = connection.createStatement()) {
            await().until(() -> statement
                    .executeQuery("SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock'")
                    .next());
        }
    }
}
