package io.arbiter.fence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** The writes that a guarded table accepts, and the fate of forged, forgotten and rolled-back tokens. */
final class WriteScenarios {
    private static final String INSERT = "INSERT INTO t (token) VALUES (5)";
    private static final String CHECK = "SELECT arbiter.check_token('orders', 5)";

    private WriteScenarios() {}

    /** Without a token nothing is written, by any statement, plain psql's included. */
    static void plainWritesAreRefused(DataSource database) throws SQLException {
        try (Session session = guarded(database)) {
            session.run("CREATE TABLE parent (id bigint PRIMARY KEY)");
            session.run("INSERT INTO parent VALUES (1)");
            session.run("ALTER TABLE t ADD FOREIGN KEY (token) REFERENCES parent ON DELETE CASCADE");
            for (String write : new String[] {
                INSERT,
                "UPDATE t SET token = 1",
                "DELETE FROM t",
                "TRUNCATE t",
                "TRUNCATE parent CASCADE",
                "DELETE FROM parent",
                "INSERT INTO t VALUES (1) ON CONFLICT DO NOTHING",
                "MERGE INTO t USING parent p ON t.id = p.id WHEN NOT MATCHED THEN INSERT (token) VALUES (1)",
                "WITH w AS (INSERT INTO t (token) VALUES (1) RETURNING 1) SELECT * FROM w",
                "SET session_replication_role = replica; " + INSERT,
                "SET session_replication_role = replica; TRUNCATE t"
            }) {
                assertThat(session.state(write)).as(write).isEqualTo("ZA002");
            }
            assertThat(copyState(session)).isEqualTo("ZA002");
        }
    }

    /** With a current token each of them passes. */
    static void writesWithTokenPass(DataSource database) throws SQLException {
        try (Session session = guarded(database)) {
            session.begin("READ COMMITTED").run(CHECK);
            for (String write :
                    new String[] {INSERT, "UPDATE t SET token = 1", "DELETE FROM t", "TRUNCATE t", INSERT}) {
                session.run(write);
            }
            session.run("COMMIT");
            assertThat(session.value("SELECT count(*) FROM t")).isEqualTo("1");
        }
    }

    /** A check counts for its transaction only, and for its savepoint only if that is rolled back. */
    static void tokenEndsWithItsTransaction(DataSource database) throws SQLException {
        try (Session session = guarded(database)) {
            session.run(CHECK);
            assertThat(session.state(INSERT)).isEqualTo("ZA002");
            session.begin("READ COMMITTED").run("SAVEPOINT s");
            session.run(CHECK);
            session.run("ROLLBACK TO s");
            assertThat(session.state(INSERT)).isEqualTo("ZA002");
            session.run("ROLLBACK");
            session.begin("READ COMMITTED").run(CHECK);
            session.run("SAVEPOINT s");
            session.run("ROLLBACK TO s");
            session.run(INSERT);
            session.run("COMMIT");
        }
    }

    /** A session's own parameters open nothing, not even with the token's current number. */
    static void forgeriesAreRefused(DataSource database) throws SQLException {
        try (Session session = guarded(database);
                Session raiser = new Session(database)) {
            session.run("SELECT arbiter.bind_token('orders', 5)");
            String old = session.value("SHOW arbiter.carried");
            raiser.run("SELECT arbiter.advance('orders', 6)");
            for (String forged : new String[] {
                "",
                old,
                old.replace("\t5\t", "\t6\t"),
                "\norders\t6\t\n",
                "\n6\n",
                "%",
                "\norders\t6\t" + "0".repeat(8) + "-0000-0000-0000-000000000000\n",
                "\norders\t99999999999999999999\n"
            }) {
                session.run("SET arbiter.carried = '" + forged + "'");
                assertThat(session.state(INSERT)).as("carried '%s'", forged).isIn("ZA001", "ZA002");
            }
            session.run("CREATE FUNCTION public.always(bigint, int) RETURNS bool LANGUAGE sql AS 'SELECT true'");
            session.run("CREATE FUNCTION public.spy(pg_catalog.text) RETURNS bool LANGUAGE sql AS 'SELECT 1/0 = 1'");
            session.run("CREATE FUNCTION public.strpos(text, text) RETURNS int LANGUAGE sql AS 'SELECT 1'");
            session.run("CREATE FUNCTION public.starts_with(text, text) RETURNS bool LANGUAGE sql AS 'SELECT true'");
            session.run("CREATE OPERATOR public.> (LEFTARG = bigint, RIGHTARG = int, FUNCTION = public.always)");
            session.run("CREATE DOMAIN public.text AS pg_catalog.text CHECK (public.spy(VALUE))");
            session.run("SET search_path = public, pg_catalog");
            assertThat(session.state(INSERT))
                    .as("functions of the caller's own")
                    .isIn("ZA001", "ZA002");
        }
        typesOfTheCallersOwnAreIgnored(database);
    }

    /** In a session that has not compiled the functions yet. */
    private static void typesOfTheCallersOwnAreIgnored(DataSource database) throws SQLException {
        try (Session session = new Session(database)) {
            session.run("SET search_path = public, pg_catalog");
            assertThat(session.state("SELECT arbiter.check_token('orders', 6)")).isEqualTo("00000");
            assertThat(session.state(INSERT)).isEqualTo("ZA002");
            assertThat(session.state("SELECT arbiter.bind_token('orders', 6)")).isEqualTo("00000");
        }
    }

    /** A stale token is refused at the check, changes nothing, and reports the two numbers. */
    static void staleTokenIsRefused(DataSource database) throws SQLException {
        try (Session session = guarded(database)) {
            session.run("SELECT arbiter.advance('orders', 6)");
            assertThat(session.state(CHECK)).isEqualTo("ZA001");
            assertThat(session.state("SELECT arbiter.advance('orders', 5)")).isEqualTo("ZA001");
            assertThat(session.state("SELECT arbiter.bind_token('orders', 5)")).isEqualTo("ZA001");
            assertThat(session.value("SELECT arbiter.highest('orders')")).isEqualTo("6");
        }
    }

    /** Not even the owner of the table lowers a mark by a slip. */
    static void marksNeverGoDown(DataSource database) throws SQLException {
        try (Session session = guarded(database)) {
            session.run("SELECT arbiter.advance('orders', 6)");
            for (String slip : new String[] {
                "UPDATE arbiter.fence SET token = 5",
                "DELETE FROM arbiter.fence",
                "TRUNCATE arbiter.fence",
                "UPDATE arbiter.fence SET resource = 'other'"
            }) {
                assertThat(session.state(slip)).as(slip).isEqualTo("ZA003");
            }
            assertThat(session.value("SELECT arbiter.highest('orders')")).isEqualTo("6");
        }
    }

    /** Partitions and inheriting tables are reached by their own names, later partitions included. */
    static void partitionsAreGuarded(DataSource database) throws SQLException {
        try (Session session = new Session(database)) {
            session.run("CREATE TABLE p (a int) PARTITION BY RANGE (a)");
            session.run("CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)");
            session.run("CREATE TABLE kid () INHERITS (t)");
            session.run("SELECT arbiter.guard_table('p', 'orders'), arbiter.guard_table('t', 'orders')");
            session.run("CREATE TABLE p2 PARTITION OF p FOR VALUES FROM (10) TO (20)");
            for (String write : new String[] {
                "INSERT INTO p VALUES (1)",
                "INSERT INTO p1 VALUES (1)",
                "TRUNCATE p1",
                "INSERT INTO p2 VALUES (11)",
                "INSERT INTO kid (token) VALUES (1)"
            }) {
                assertThat(session.state(write)).as(write).isEqualTo("ZA002");
            }
            session.begin("READ COMMITTED").run(CHECK);
            session.run("INSERT INTO p VALUES (1), (11); UPDATE p SET a = a + 1; DELETE FROM p WHERE a = 2");
            session.run("COMMIT");
            assertThat(session.value("SELECT string_agg(a::text, ',') FROM p")).isEqualTo("12");
            session.run("SELECT arbiter.unguard_table('p')");
            session.run("INSERT INTO p2 VALUES (13)");
        }
    }

    /** One transaction can carry tokens of several resources, and a newer token replaces an older one. */
    static void severalResources(DataSource database) throws SQLException {
        try (Session session = guarded(database)) {
            session.run("CREATE TABLE u (a int)");
            session.run("SELECT arbiter.guard_table('u', 'stock')");
            session.begin("READ COMMITTED").run(CHECK);
            assertThat(session.state("SAVEPOINT s; INSERT INTO u VALUES (1)")).isEqualTo("ZA002");
            session.run("ROLLBACK TO s");
            session.run("SELECT arbiter.check_token('stock', 8), arbiter.check_token('orders', 6)");
            session.run("INSERT INTO u VALUES (1); " + INSERT);
            session.run("COMMIT");
            assertThat(session.value("SELECT arbiter.highest('orders')")).isEqualTo("6");
        }
    }

    /** A token that is carried beside a newer acceptance is no fresher for it. */
    static void severalResourcesOneRaised(DataSource database) throws SQLException {
        try (Session session = guarded(database);
                Session raiser = new Session(database)) {
            session.run("SELECT arbiter.bind_token('orders', 5)");
            raiser.run("SELECT arbiter.advance('orders', 6)");
            session.run("SELECT arbiter.bind_token('stock', 8)");
            assertThat(session.state(INSERT)).isEqualTo("ZA001");
        }
    }

    /**
     * A raise is made durable even in a session that does not wait for its commits; rolled back, it never
     * was.
     */
    static void raisesAreDurableOrUndone(DataSource database) throws SQLException {
        try (Session session = guarded(database)) {
            session.begin("READ COMMITTED").run("SET LOCAL synchronous_commit = off");
            session.run(CHECK);
            assertThat(session.value("SHOW synchronous_commit")).isEqualTo("on");
            session.run("ROLLBACK");
            assertThat(session.value("SELECT arbiter.highest('orders')")).isEqualTo("0");
        }
    }

    private static Session guarded(DataSource database) throws SQLException {
        Session session = new Session(database);
        session.run("SELECT arbiter.guard_table('t', 'orders')");
        return session;
    }

    private static String copyState(Session session) {
        try {
            session.connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyIn("COPY t (token) FROM STDIN", new StringReader("1\n"));
            return "00000";
        } catch (SQLException e) {
            return e.getSQLState();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
