package io.arbiter.fence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** A schema missing, old, closed to the role, or installed by one without power: each error gives the remedy. */
class PostgresSetupTest {

    @Test
    void missingSchemaSaysHowToInstall() throws SQLException {
        DataSource database = PostgresServer.database("");
        PostgresGuard fence = new PostgresGuard(database);
        try (Connection connection = database.getConnection()) {
            assertFails("3F000", "PostgresGuard.install()", () -> fence.advance("orders", 5));
            assertFails("3F000", "PostgresGuard.install()", () -> fence.highest("orders"));
            assertFails("3F000", "PostgresGuard.install()", () -> fence.inTransaction("orders", 5, c -> null));
            assertFails("3F000", "PostgresGuard.install()", () -> PostgresGuard.bindToken(connection, "orders", 5));
            assertFails("3F000", "PostgresGuard.install()", () -> PostgresGuard.unbindTokens(connection));
            assertFails("3F000", "PostgresGuard.install()", () -> PostgresSchema.checkGuards(connection));
            assertFails("3F000", "PostgresGuard.install()", () -> PostgresSchema.guardTable(connection, "t", "orders"));
            assertFails("3F000", "PostgresGuard.install()", () -> PostgresSchema.unguardTable(connection, "t"));
        }
    }

    @Test
    void olderSchemaSaysSo() throws SQLException {
        DataSource database = PostgresServer.database(PostgresSchema.script());
        PostgresServer.execute(database, "DROP FUNCTION arbiter.unbind_tokens(), arbiter.check_guards()");
        try (Connection connection = database.getConnection()) {
            assertFails("42883", "older than this library", () -> PostgresGuard.unbindTokens(connection));
            assertFails("42883", "older than this library", () -> PostgresSchema.checkGuards(connection));
        }
    }

    @Test
    void missingTableIsNotTheSchemasFault() throws SQLException {
        DataSource database = PostgresServer.database(PostgresSchema.script());
        try (Connection connection = database.getConnection()) {
            assertThatThrownBy(() -> PostgresSchema.guardTable(connection, "nowhere.t", "orders"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageNotContaining("install");
        }
    }

    @Test
    void missingPrivilegesAreNamed() throws SQLException {
        DataSource database = PostgresServer.database(PostgresSchema.script());
        try (Connection stranger = as("stranger", database)) {
            stranger.setAutoCommit(false);
            assertFails("42501", "USAGE on the schema", () -> PostgresGuard.check(stranger, "orders", 5));
            stranger.rollback();
            assertFails("42501", "has to own it", () -> PostgresSchema.guardTable(stranger, "t", "orders"));
        }
        try (Connection stranger = as("stranger", PostgresServer.database(""))) {
            assertFails("42501", "CREATE on the database", () -> PostgresSchema.install(stranger));
        }
    }

    /** The role gets everything but the event trigger, and a notice of that. */
    @Test
    void plainRoleCanInstall() throws SQLException {
        DataSource database = PostgresServer.database("");
        try (Connection plain = as("plain", database);
                Statement statement = plain.createStatement()) {
            PostgresServer.execute(
                    database,
                    "GRANT CREATE ON SCHEMA public TO plain; DO $$ BEGIN EXECUTE"
                            + " format('GRANT CREATE ON DATABASE %I TO plain', current_database()); END $$");
            statement.execute(PostgresSchema.script());
            assertThat(statement.getWarnings().getMessage()).contains("not guarded by themselves");
            statement.execute("CREATE TABLE mine (a int)");
            PostgresSchema.guardTable(plain, "mine", "orders");
            assertThat(PostgresSchema.checkGuards(plain)).isEqualTo(1);
            statement.execute("CREATE TABLE kid () INHERITS (mine)");
            assertFails("ZA004", "kid, resource orders: no guard", () -> PostgresSchema.checkGuards(plain));
            PostgresSchema.guardTable(plain, "mine", "orders");
            assertThat(PostgresSchema.checkGuards(plain)).isEqualTo(2);
        }
    }

    /** Tables that version 2 guarded had no row trigger of their own, and nobody knew their names. */
    @Test
    void guardsOfAnOlderVersionGetWhatTheyLack() throws SQLException {
        DataSource database = PostgresServer.database(PostgresSchema.script());
        try (Connection connection = database.getConnection()) {
            PostgresSchema.guardTable(connection, "t", "orders");
            PostgresServer.execute(database, "DROP TRIGGER arbiter_guard_own_row ON t; DELETE FROM arbiter.guarded");
            assertFails("ZA004", "rows are not guarded", () -> PostgresSchema.checkGuards(connection));
            new PostgresGuard(database).install();
            assertThat(PostgresSchema.checkGuards(connection)).isEqualTo(1);
            PostgresServer.execute(
                    database,
                    "ALTER EVENT TRIGGER arbiter_guard_new_tables DISABLE;" + " DROP TABLE t; CREATE TABLE t (a int)");
            assertFails("ZA004", "no guard", () -> PostgresSchema.checkGuards(connection));
        }
    }

    /** A connection of a role that has no privileges of its own. */
    private static Connection as(String role, DataSource database) throws SQLException {
        PostgresServer.execute(
                database,
                "DO $$ BEGIN CREATE ROLE " + role + "; EXCEPTION WHEN duplicate_object THEN" + " NULL; END $$");
        Connection connection = database.getConnection();
        connection.createStatement().execute("SET ROLE " + role);
        return connection;
    }

    private static void assertFails(String state, String remedy, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(SQLException.class, failure -> {
            assertThat(failure.getSQLState()).isEqualTo(state);
            assertThat(failure.getMessage()).contains(remedy);
        });
    }
}
