package io.arbiter.fence.postgres;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import javax.sql.DataSource;

/** The waiting order when a mark is raised while writers are at work. Each takes the writer's isolation level. */
final class RaceScenarios {
    private static final String INSERT = "INSERT INTO t (token) VALUES (5)";
    private static final String GUARD = "SELECT arbiter.guard_table('t', 'orders')";

    private RaceScenarios() {}

    /**
     * A raise waits until the transaction that checked the old token has ended; its write is there before.
     */
    static void raiseWaitsForCheckedWriter(DataSource database, String isolation) throws SQLException {
        try (Session writer = new Session(database);
                Session raiser = new Session(database)) {
            raiser.run("SELECT arbiter.advance('orders', 5)");
            writer.begin(isolation).run("SELECT arbiter.check_token('orders', 5)");
            assertRaiseWaits(writer, raiser);
        }
    }

    /** The same for a session that had the token accepted in an earlier transaction, and so reads no row. */
    static void raiseWaitsForKnownWriter(DataSource database, String isolation) throws SQLException {
        try (Session writer = new Session(database);
                Session raiser = new Session(database)) {
            writer.run("SELECT arbiter.check_token('orders', 5)");
            writer.begin(isolation).run("SELECT arbiter.check_token('orders', 5)");
            assertRaiseWaits(writer, raiser);
        }
    }

    /** A session's knowledge of an earlier transaction's token no longer counts once the mark was raised. */
    static void knownTokenIsRefusedAfterRaise(DataSource database, String isolation) throws SQLException {
        try (Session writer = new Session(database);
                Session raiser = new Session(database)) {
            raiser.run(GUARD);
            writer.run("SELECT arbiter.check_token('orders', 5)");
            raiser.run("SELECT arbiter.advance('orders', 6)");
            writer.run("BEGIN ISOLATION LEVEL " + isolation);
            assertThat(writer.state("SELECT arbiter.check_token('orders', 5)")).isEqualTo("ZA001");
        }
    }

    /** A write, and a check, that start while a raise is under way are judged by the outcome of the raise. */
    static void writerThatWaitsForRaise(DataSource database) throws SQLException {
        try (Session writer = new Session(database);
                Session raiser = new Session(database)) {
            raiser.run(GUARD);
            writer.run("SELECT arbiter.bind_token('orders', 5), arbiter.check_token('orders', 5)");
            long mark = 5;
            for (String late : new String[] {INSERT, "SELECT arbiter.check_token('orders', 6)"}) {
                raiser.begin("READ COMMITTED").run("SELECT arbiter.advance('orders', " + ++mark + ")");
                Future<Void> waiting = writer.start(late);
                assertThat(writer.blocks(waiting)).as(late).isTrue();
                raiser.run("COMMIT");
                assertThat(waiting).failsWithin(PATIENCE).withThrowableOfType(ExecutionException.class);
                writer.run("SELECT arbiter.check_token('orders', " + mark + ")");
            }
            assertThat(writer.value("SELECT count(*) FROM t")).isEqualTo("0");
        }
    }

    /** A raise that is undone leaves the old token in force, its own stale, and nobody in doubt. */
    static void raiseThatIsRolledBack(DataSource database) throws SQLException {
        try (Session writer = new Session(database);
                Session raiser = new Session(database)) {
            raiser.run(GUARD);
            writer.run("SELECT arbiter.bind_token('orders', 5)");
            writer.run("SELECT arbiter.check_token('orders', 5)");
            raiser.begin("READ COMMITTED").run("SELECT arbiter.check_token('orders', 6)");
            raiser.run("ROLLBACK");
            assertThat(raiser.state(INSERT)).isEqualTo("ZA002");
            writer.run(INSERT);
            writer.begin("READ COMMITTED").run("SELECT arbiter.check_token('orders', 5)");
            writer.run(INSERT);
            writer.run("COMMIT");
            assertThat(writer.value("SELECT count(*) FROM t")).isEqualTo("2");
        }
    }

    /** The same for a session that carries its token from transaction to transaction, once it has written. */
    static void raiseWaitsForCarryingWriter(DataSource database, String isolation) throws SQLException {
        try (Session writer = new Session(database);
                Session raiser = new Session(database)) {
            raiser.run(GUARD);
            writer.run("SELECT arbiter.bind_token('orders', 5)");
            writer.begin(isolation);
            assertRaiseWaits(writer, raiser);
        }
    }

    /**
     * A transaction that began before the raise, and looked at the database then, cannot check the old token.
     */
    static void oldSnapshotCannotCheck(DataSource database, String isolation) throws SQLException {
        try (Session writer = new Session(database);
                Session raiser = new Session(database)) {
            raiser.run("SELECT arbiter.advance('orders', 5)");
            writer.begin(isolation);
            raiser.run("SELECT arbiter.advance('orders', 6)");
            assertThat(writer.state("SELECT arbiter.check_token('orders', 5)")).isIn("ZA001", "40001");
            writer.run("ROLLBACK");
            assertThat(writer.state("SELECT arbiter.check_token('orders', 5)")).isEqualTo("ZA001");
        }
    }

    /** Nor write with the old token that its session carries. */
    static void oldSnapshotCannotWrite(DataSource database, String isolation) throws SQLException {
        try (Session writer = new Session(database);
                Session raiser = new Session(database)) {
            raiser.run(GUARD);
            writer.run("SELECT arbiter.bind_token('orders', 5)");
            writer.begin(isolation);
            raiser.run("SELECT arbiter.advance('orders', 6)");
            assertThat(writer.state(INSERT)).isIn("ZA001", "40001");
            writer.run("ROLLBACK");
            assertThat(writer.state(INSERT)).isEqualTo("ZA001");
            assertThat(raiser.value("SELECT count(*) FROM t")).isEqualTo("0");
        }
    }

    /** Writers that carry the same current token do not wait for each other. */
    static void writersShareTheMark(DataSource database, String isolation) throws SQLException {
        try (Session first = new Session(database);
                Session second = new Session(database)) {
            first.run(GUARD);
            first.run("SELECT arbiter.advance('orders', 5)");
            for (Session writer : new Session[] {first, second}) {
                writer.run("SET lock_timeout = '2s'");
                writer.run("BEGIN ISOLATION LEVEL " + isolation);
                writer.run("SELECT arbiter.check_token('orders', 5)");
                writer.run(INSERT);
            }
            first.run("COMMIT");
            second.run("COMMIT");
            assertThat(first.value("SELECT count(*) FROM t")).isEqualTo("2");
        }
    }

    /**
     * Two writers that both bring a new token: the second waits for the first, and neither dies in a
     * deadlock.
     */
    static void newTokenTwice(DataSource database) throws SQLException {
        try (Session first = new Session(database);
                Session second = new Session(database)) {
            first.run("SELECT arbiter.advance('orders', 5)");
            first.begin("READ COMMITTED").run("SELECT arbiter.check_token('orders', 6)");
            second.begin("READ COMMITTED");
            Future<Void> waiting = second.start("SELECT arbiter.check_token('orders', 6)");
            assertThat(second.blocks(waiting)).isTrue();
            first.run("COMMIT");
            assertThat(waiting).succeedsWithin(PATIENCE);
            second.run("COMMIT");
        }
    }

    /** A prepared transaction holds its share of the mark until it is committed, its session gone or not. */
    static void preparedTransactionHoldsTheMark(DataSource database) throws SQLException {
        try (Session writer = new Session(database);
                Session raiser = new Session(database)) {
            writer.begin("READ COMMITTED").run("SELECT arbiter.check_token('orders', 5)");
            writer.run(INSERT);
            String name = "'" + writer.value("SELECT current_database()") + "'";
            writer.run("PREPARE TRANSACTION " + name);
            Future<Void> raise = raiser.start("SELECT arbiter.advance('orders', 6)");
            assertThat(raiser.blocks(raise)).isTrue();
            writer.run("COMMIT PREPARED " + name);
            assertThat(raise).succeedsWithin(PATIENCE);
        }
    }

    private static void assertRaiseWaits(Session writer, Session raiser) throws SQLException {
        writer.run(INSERT);
        Future<Void> raise = raiser.start("SELECT arbiter.advance('orders', 6)");
        assertThat(raiser.blocks(raise)).as("the raise waits for the writer").isTrue();
        writer.run("COMMIT");
        assertThat(raise).succeedsWithin(PATIENCE);
        assertThat(raiser.value("SELECT count(*) FROM t")).isEqualTo("1");
        assertThat(raiser.value("SELECT arbiter.highest('orders')")).isEqualTo("6");
        assertThat(writer.state("SELECT arbiter.check_token('orders', 5)")).isEqualTo("ZA001");
    }
}
