package io.arbiter.fence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import javax.sql.DataSource;

/** The guard's fate when tables come, go and change: it is there, or {@code check_guards} reports that it is not. */
final class TableScenarios {
    private static final String GUARD = "SELECT arbiter.guard_table('t', 'orders')";
    private static final String CHECK = "SELECT arbiter.check_guards()";
    private static final String INSERT = "INSERT INTO t (token) VALUES (1)";

    private TableScenarios() {}

    /** Tables made below a guarded one, by any role, or under its name, are guarded by the command that makes them. */
    static void newTablesAreGuarded(DataSource database) throws SQLException {
        try (Session session = new Session(database)) {
            String maker = "maker_of_" + session.value("SELECT current_database()");
            session.run("CREATE ROLE %s; ALTER TABLE t OWNER TO %s; GRANT CREATE ON SCHEMA public TO %s"
                    .replace("%s", maker));
            session.run("CREATE TABLE p (a int) PARTITION BY RANGE (a); CREATE TABLE loose (a int)");
            session.run(GUARD + ", arbiter.guard_table('p', 'orders')");
            assertPasses(session, "SET ROLE " + maker + "; CREATE TABLE kid () INHERITS (t); RESET ROLE");
            session.run("CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10)");
            session.run("ALTER TABLE p ATTACH PARTITION loose FOR VALUES FROM (10) TO (20)");
            assertRefused(
                    session,
                    "INSERT INTO kid (token) VALUES (1)",
                    "TRUNCATE p1",
                    "TRUNCATE loose",
                    "INSERT INTO loose VALUES (11)");
            session.run("ALTER TABLE p DETACH PARTITION loose; DROP TABLE t CASCADE; CREATE TABLE t (token int)");
            assertRefused(session, "SET session_replication_role = replica; INSERT INTO loose VALUES (1)", INSERT);
            session.run("CREATE TABLE next (token int); ALTER TABLE t RENAME TO old; ALTER TABLE next RENAME TO t");
            assertRefused(session, INSERT, "INSERT INTO old VALUES (1)");
            session.run("DROP TABLE t; CREATE TABLE t AS SELECT 1 AS token");
            assertRefused(session, INSERT);
            assertPasses(session, CHECK);
        }
    }

    /** Where the installer may have no event trigger they are found. */
    static void newTablesAreFound(DataSource database) throws SQLException {
        for (String change : new String[] {
            "CREATE TABLE kid () INHERITS (t)",
            "DROP TABLE t; CREATE TABLE t (token int)",
            "ALTER TABLE t RENAME TO old; CREATE TABLE t (token int)",
            "CREATE TABLE p1 PARTITION OF p DEFAULT",
            "CREATE TABLE u (); ALTER TABLE t INHERIT u",
            "CREATE TABLE q (LIKE t) PARTITION BY RANGE (token); ALTER TABLE q ATTACH PARTITION t DEFAULT",
            "ALTER TABLE p DETACH PARTITION p0"
        }) {
            try (Session session = withoutEventTrigger(database)) {
                session.run("CREATE TABLE p (a int) PARTITION BY RANGE (a)");
                session.run("CREATE TABLE p0 PARTITION OF p FOR VALUES FROM (0) TO (10)");
                session.run(GUARD + ", arbiter.guard_table('p', 'orders')");
                assertPasses(session, CHECK);
                session.run(change);
                assertFound(session, change);
                session.run("DO $$ BEGIN PERFORM arbiter.guard_table(guarded_table, resource)"
                        + " FROM arbiter.guarded_tables; END $$");
                assertPasses(session, CHECK);
                session.run("DROP TABLE IF EXISTS p0, p, q, kid, old, t, u CASCADE; CREATE TABLE t (token bigint)");
            }
        }
    }

    /** A guard that was switched off, or made smaller, in any way, is found, and not switched on by itself. */
    static void switchedOffIsFound(DataSource database) throws SQLException {
        String narrowed = "CREATE OR REPLACE TRIGGER arbiter_guard BEFORE %s ON t %s"
                + " EXECUTE FUNCTION arbiter.guard_write('orders'); ALTER TABLE t ENABLE ALWAYS TRIGGER arbiter_guard";
        String all = "INSERT OR UPDATE OR DELETE OR TRUNCATE";
        try (Session session = withoutEventTrigger(database)) {
            session.run("ALTER EVENT TRIGGER arbiter_guard_new_tables ENABLE ALWAYS");
            for (String change : new String[] {
                "ALTER TABLE t DISABLE TRIGGER ALL",
                "ALTER TABLE t ENABLE TRIGGER ALL",
                "ALTER TABLE t ENABLE REPLICA TRIGGER arbiter_guard",
                "ALTER TABLE t DISABLE TRIGGER arbiter_guard_own_row",
                "DROP TRIGGER arbiter_guard ON t",
                "DROP TRIGGER arbiter_guard_own_row ON t",
                "DROP TRIGGER arbiter_guard_own_row ON t; CREATE TRIGGER arbiter_guard_own_row AFTER INSERT ON t"
                        + " FOR EACH ROW EXECUTE FUNCTION arbiter.guard_write('orders');"
                        + " ALTER TABLE t ENABLE REPLICA TRIGGER arbiter_guard_own_row",
                narrowed.formatted("INSERT", ""),
                narrowed.formatted(all, "WHEN (false)"),
                narrowed.formatted("INSERT OR UPDATE OF token OR DELETE OR TRUNCATE", "")
            }) {
                session.run(GUARD);
                assertPasses(session, CHECK);
                session.run("ALTER EVENT TRIGGER arbiter_guard_new_tables "
                        + (change.startsWith("ALTER") ? "ENABLE ALWAYS" : "DISABLE"));
                assertPasses(session, change);
                assertFound(session, change);
            }
        }
    }

    /** A guarded table is guarded against writes that name only its parent, which may have no guard. */
    static void writesThroughParentAreRefused(DataSource database) throws SQLException {
        try (Session session = withoutEventTrigger(database)) {
            session.run("CREATE TABLE p (a int) PARTITION BY RANGE (a); CREATE TABLE kid () INHERITS (t);"
                    + " CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (0) TO (10); CREATE TABLE p2 (a int);"
                    + " INSERT INTO p VALUES (1); INSERT INTO kid VALUES (1, 1)");
            session.run("SELECT arbiter.guard_table(name, 'orders') FROM unnest('{p1,p2,kid}'::regclass[]) name");
            session.run("ALTER EVENT TRIGGER arbiter_guard_new_tables ENABLE ALWAYS");
            session.run("ALTER TABLE p ATTACH PARTITION p2 FOR VALUES FROM (10) TO (20)");
            assertRefused(
                    session,
                    "INSERT INTO p VALUES (2)",
                    "DELETE FROM p",
                    "INSERT INTO p VALUES (11)",
                    "UPDATE t SET token = 2",
                    "DELETE FROM t",
                    "TRUNCATE t",
                    "TRUNCATE p",
                    "COPY p FROM PROGRAM 'echo 3'");
            session.run("BEGIN; SELECT arbiter.check_token('orders', 5); INSERT INTO p VALUES (2), (11);"
                    + " UPDATE p SET a = a + 9 WHERE a = 2; UPDATE t SET token = 2; DELETE FROM t; COMMIT");
            assertThat(session.value("SELECT string_agg(a::text, ',' ORDER BY a) FROM p"))
                    .isEqualTo("1,11,11");
        }
    }

    /** Kinds that cannot be guarded are refused; those over or beside a guarded table are judged as the table is. */
    static void kindsOfTables(DataSource database) throws SQLException {
        try (Session session = new Session(database)) {
            session.run("CREATE VIEW v AS SELECT * FROM t; CREATE MATERIALIZED VIEW m AS SELECT * FROM t;"
                    + " CREATE SEQUENCE s; CREATE TEMP TABLE own (a int); CREATE FOREIGN DATA WRAPPER w;"
                    + " CREATE SERVER far FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE f (a int) SERVER far");
            for (String target : new String[] {"v", "m", "s", "own", "f", "t_pkey"}) {
                assertThat(session.state("SELECT arbiter.guard_table('" + target + "', 'orders')"))
                        .as(target)
                        .isEqualTo("42809");
            }
            session.run("CREATE UNLOGGED TABLE u (a int)");
            session.run(GUARD + ", arbiter.guard_table('u', 'orders')");
            session.run("CREATE TEMP TABLE mine () INHERITS (t); INSERT INTO mine (token) VALUES (1)");
            session.run("CREATE RULE r AS ON INSERT TO own DO ALSO INSERT INTO u VALUES (1)");
            assertRefused(
                    session,
                    "INSERT INTO v (token) VALUES (1)",
                    "INSERT INTO u VALUES (1)",
                    "INSERT INTO own VALUES (1)",
                    "COPY u FROM PROGRAM 'echo 1'");
            assertThat(session.value(CHECK)).isEqualTo("2");
            session.run("CREATE FOREIGN TABLE g () INHERITS (t) SERVER far");
            assertFound(session, "a foreign child");
            assertPasses(session, "CREATE TABLE later (a int)");
        }
    }

    private static Session withoutEventTrigger(DataSource database) throws SQLException {
        Session session = new Session(database);
        session.run("ALTER EVENT TRIGGER arbiter_guard_new_tables DISABLE");
        return session;
    }

    private static void assertFound(Session session, String change) throws SQLException {
        assertThat(session.state(CHECK)).as(change).isEqualTo("ZA004");
        assertThat(session.value("SELECT count(*) FROM arbiter.guarded_tables WHERE fault IS NOT NULL AND NOT enabled"))
                .as(change)
                .isEqualTo("1");
    }

    private static void assertPasses(Session session, String statements) {
        assertThat(session.state(statements)).as(statements).isEqualTo("00000");
    }

    private static void assertRefused(Session session, String... writes) {
        for (String write : writes) {
            assertThat(session.state(write)).as(write).isEqualTo("ZA002");
            session.state("RESET session_replication_role");
        }
    }
}
