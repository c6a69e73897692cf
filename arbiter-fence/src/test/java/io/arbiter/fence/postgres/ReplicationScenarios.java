package io.arbiter.fence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import javax.sql.DataSource;
import org.awaitility.Awaitility;

/**
 * A guarded table that is written to by a subscription. The database of the scenario subscribes to another one, where
 * the same table is not guarded: rows from there are judged here or nowhere.
 */
final class ReplicationScenarios {
    private static final String GUARD = "SELECT arbiter.guard_table('t', 'orders')";
    private static final String ALLOW = "SELECT arbiter.allow_replication('t', 5)";

    private ReplicationScenarios() {}

    /** Every write of a subscription is refused, unless it was allowed; also after the token was accepted here. */
    static void replicatedWritesAreRefused(DataSource database) throws SQLException {
        for (String write : new String[] {
            "INSERT INTO t VALUES (2, 5)",
            "UPDATE t SET token = 6 WHERE id = 1",
            "DELETE FROM t WHERE id = 1",
            "TRUNCATE t"
        }) {
            try (Subscription subscription = new Subscription(database, false)) {
                subscription.publisher.run("INSERT INTO t VALUES (1, 4)");
                subscription.awaitRow("1 4");
                subscription.subscriber.run(GUARD);
                subscription.subscriber.run("SELECT arbiter.advance('orders', 5)");
                assertThat(subscription.refuses(write)).as(write).isTrue();
                subscription.subscriber.run("SELECT arbiter.unguard_table('t')");
                subscription.awaitRow(write.startsWith("INSERT") ? "1 4, 2 5" : write.startsWith("U") ? "1 6" : null);
                subscription.subscriber.run("TRUNCATE t");
            }
        }
    }

    /** An older writer's rows pass where that was allowed, and only until a higher token is accepted. */
    static void raiseEndsReplication(DataSource database) throws SQLException {
        try (Subscription subscription = new Subscription(database, false)) {
            subscription.subscriber.run(GUARD + "; " + ALLOW);
            assertThat(subscription.subscriber.value("SELECT replication_token FROM arbiter.guarded_tables"))
                    .isEqualTo("5");
            subscription.publisher.run("INSERT INTO t VALUES (1, 5)");
            subscription.awaitRow("1 5");
            subscription.subscriber.run("SELECT arbiter.advance('orders', 6)");
            assertThat(subscription.subscriber.value("SELECT replication_token FROM arbiter.guarded_tables"))
                    .isNull();
            assertThat(subscription.refuses("UPDATE t SET token = 50")).isTrue();
        }
    }

    /** The first copy of a table is a write like any other. */
    static void firstCopyIsReplication(DataSource database) throws SQLException {
        PostgresServer.execute(database, GUARD);
        try (Subscription subscription = new Subscription(database, true)) {
            assertThat(subscription.refuses("")).isTrue();
            subscription.subscriber.run(ALLOW);
            subscription.awaitRow("0 0");
        }
    }

    /** The permission can be taken back, and belongs to the table: another table of the same resource stays closed. */
    static void replicationIsAllowedByTable(DataSource database) throws SQLException {
        try (Subscription subscription = new Subscription(database, false)) {
            subscription.subscriber.run("CREATE TABLE u (id int PRIMARY KEY)");
            subscription.subscriber.run(GUARD + ", arbiter.guard_table('u', 'orders')");
            subscription.subscriber.run("SELECT arbiter.allow_replication('u', 5)");
            assertThat(subscription.refuses("INSERT INTO t VALUES (1, 5)")).isTrue();
            subscription.subscriber.run(ALLOW);
            subscription.awaitRow("1 5");
            subscription.subscriber.run("SELECT arbiter.forbid_replication('t')");
            assertThat(subscription.refuses("INSERT INTO t VALUES (2, 5)")).isTrue();
        }
    }

    /** A permission of subscriptions does not extend to a session that behaves like one. */
    static void replicaRoleIsNotSubscription(DataSource database) throws SQLException {
        try (Session session = new Session(database)) {
            session.run(GUARD + "; " + ALLOW);
            assertThat(session.state("SET session_replication_role = replica; INSERT INTO t (token) VALUES (1)"))
                    .isEqualTo("ZA002");
            assertThat(session.state("SELECT arbiter.allow_replication('t', 4)"))
                    .isEqualTo("ZA001");
            session.run("CREATE TABLE free (a int)");
            assertThat(session.state("SELECT arbiter.allow_replication('free', 5)"))
                    .isEqualTo("55000");
        }
    }

    /** A worker whose snapshot is older than the raise that it waited for does not trust that snapshot. */
    static void oldSnapshotCannotApply(DataSource database) throws SQLException {
        PostgresServer.execute(
                database,
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I"
                        + " SET default_transaction_isolation = ''repeatable read''', current_database()); END $$");
        try (Subscription subscription = new Subscription(database, false);
                Session raiser = new Session(database)) {
            subscription.subscriber.run(GUARD + "; " + ALLOW);
            raiser.begin("READ COMMITTED").run("SELECT arbiter.advance('orders', 6)");
            subscription.publisher.run("INSERT INTO t VALUES (1, 5)");
            Awaitility.await()
                    .atMost(Subscription.PATIENCE)
                    .until(() -> subscription.subscriber.value("SELECT 1 FROM pg_locks l"
                                    + " JOIN pg_stat_subscription s ON s.pid = l.pid WHERE NOT l.granted")
                            != null);
            assertThat(subscription.refusesAfter(raiser, "COMMIT")).isTrue();
        }
    }
}
