package io.arbiter.fence.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The SQL script keeps each of its claims on a real server; and the tests notice each check that is taken out. */
class PostgresScriptTest {
    private static final String SHARED = "pg_catalog.pg_advisory_xact_lock_shared(pg_catalog.hashtextextended(";
    private static final String ACCEPT = SHARED + "guarded, 0)) IS NOT NULL";
    private static final String KNOWN = SHARED + "resource, 0)) IS NOT NULL";
    private static final String WRITE = SHARED + "TG_ARGV[0], 0)) IS NOT NULL";

    static Set<String> scenarios() {
        return PostgresScenarios.ALL.keySet();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void holds(String scenario) throws SQLException {
        PostgresScenarios.ALL.get(scenario).check(PostgresServer.database(PostgresSchema.script()));
    }

    /** The text taken out, its replacement, and the scenario that must notice. */
    static Stream<Arguments> mutants() {
        return Stream.of(
                Arguments.of(
                        "PERFORM arbiter.refuse_stale(guarded, presented, mark);",
                        "RETURN mark_line;",
                        "stale token is refused"),
                Arguments.of(ACCEPT, "true", "raise waits for checked writer, READ COMMITTED"),
                Arguments.of(KNOWN, "true", "raise waits for known writer, READ COMMITTED"),
                Arguments.of(KNOWN, "true", "raise waits for known writer, SERIALIZABLE"),
                Arguments.of(
                        "IF pg_catalog.starts_with(known,",
                        "IF true OR pg_catalog.starts_with(known,",
                        "known token is refused after a raise, READ COMMITTED"),
                Arguments.of(
                        "passed := pg_catalog.starts_with(carried,",
                        "passed := true OR pg_catalog.starts_with(carried,",
                        "old snapshot cannot write, REPEATABLE READ"),
                Arguments.of(
                        "PERFORM arbiter.renew_generation();\n    NEW.raised_at",
                        "NEW.raised_at",
                        "known token is refused after a raise, REPEATABLE READ"),
                Arguments.of(
                        "LANGUAGE plpgsql VOLATILE AS", "LANGUAGE plpgsql STABLE AS", "writer that waits for a raise"),
                Arguments.of("ELSE '' END", "ELSE generation END", "several resources, one raised"),
                Arguments.of(
                        "WHERE f.resource OPERATOR(pg_catalog.=) guarded FOR SHARE;",
                        "WHERE f.resource OPERATOR(pg_catalog.=) guarded;",
                        "old snapshot cannot check, REPEATABLE READ"),
                Arguments.of("guarded FOR SHARE;", "guarded FOR KEY SHARE;", "old snapshot cannot check, SERIALIZABLE"),
                Arguments.of(WRITE, "true", "raise waits for carrying writer, READ COMMITTED"),
                Arguments.of("            FOR SHARE;", "            ;", "old snapshot cannot write, SERIALIZABLE"),
                Arguments.of(
                        "            FOR SHARE;",
                        "            FOR KEY SHARE;",
                        "old snapshot cannot write, REPEATABLE READ"),
                Arguments.of(
                        "f.line) OPERATOR(pg_catalog.>) 0",
                        "f.line) OPERATOR(pg_catalog.>=) 0",
                        "forgeries are refused"),
                Arguments.of(
                        "|| token::text || E'\\t' || proof::text ||",
                        "|| token::text || E'\\t' || 'x' ||",
                        "forgeries are refused"),
                Arguments.of("NEW.proof := gen_random_uuid();", "", "forgeries are refused"),
                Arguments.of("pg_catalog.strpos(", "strpos(", "forgeries are refused"),
                Arguments.of("pg_catalog.starts_with(", "starts_with(", "forgeries are refused"),
                Arguments.of("known pg_catalog.text := ", "known text := ", "forgeries are refused"),
                Arguments.of("carried pg_catalog.text := ", "carried text := ", "forgeries are refused"),
                Arguments.of("line pg_catalog.text := ", "line text := ", "forgeries are refused"),
                Arguments.of("mark_line pg_catalog.text;", "mark_line text;", "forgeries are refused"),
                Arguments.of(
                        "PERFORM arbiter.require_raise(resource, token);\n        line",
                        "line",
                        "writers can only carry, READ COMMITTED"),
                Arguments.of(
                        "arbiter.require_raise(resource, token) IS NOT NULL",
                        "true",
                        "writers can only carry, SERIALIZABLE"),
                Arguments.of(
                        "mark IS NULL OR mark < presented THEN\n        RAISE",
                        "mark < presented THEN\n        RAISE",
                        "writers can only carry, READ COMMITTED"),
                Arguments.of(
                        "f.resource = guarded FOR SHARE;",
                        "f.resource = guarded;",
                        "writer with an old snapshot repeats, REPEATABLE READ"),
                Arguments.of(
                        "WHEN 'none' THEN session_user ELSE current_setting('role') END",
                        "WHEN 'none' THEN session_user ELSE session_user END",
                        "role that raises is the session's"),
                Arguments.of("OR NEW.token < OLD.token", "", "marks never go down"),
                Arguments.of("DELETE OR TRUNCATE ON %s", "DELETE ON %s", "plain writes are refused"),
                Arguments.of(
                        "ALTER TABLE ONLY %s ENABLE ALWAYS", "ALTER TABLE ONLY %s ENABLE", "plain writes are refused"),
                Arguments.of("ALTER TABLE %s ENABLE ALWAYS", "ALTER TABLE %s ENABLE", "new tables are found"),
                Arguments.of("ELSE 'REPLICA' END", "ELSE '' END", "replicated writes are refused"),
                Arguments.of("THEN 'ALWAYS' ELSE", "THEN 'REPLICA' ELSE", "writes through a parent are refused"),
                Arguments.of(
                        "AND NOT arbiter.may_apply(target, guarded)",
                        "AND current_setting('session_replication_role') <> 'replica'",
                        "replicated writes are refused"),
                Arguments.of("AND r.token = f.token", "", "raise ends replication"),
                Arguments.of("FOR SHARE OF f", "", "old snapshot cannot apply"),
                Arguments.of(
                        "WHERE s.pid = pg_backend_pid()",
                        "RIGHT JOIN pg_class ON true",
                        "replica role is not a subscription"),
                Arguments.of("WHERE r.target = may_apply.target AND", "WHERE", "replication is allowed by table"),
                Arguments.of(
                        "PERFORM arbiter.accept(guarded, token);\n    INSERT",
                        "INSERT",
                        "replica role is not a subscription"),
                Arguments.of(
                        "JOIN member m ON i.inhparent = m.relid", "JOIN member m ON false", "new tables are found"),
                Arguments.of("'CREATE TABLE AS', ", "", "new tables are guarded"),
                Arguments.of(", 'ALTER TABLE')", ")", "new tables are guarded"),
                Arguments.of("'on' AND EXISTS", "'on' AND NOT EXISTS", "new tables are guarded"),
                Arguments.of(
                        "RETURNS event_trigger\nLANGUAGE plpgsql SECURITY DEFINER",
                        "RETURNS event_trigger\nLANGUAGE plpgsql",
                        "new tables are guarded"),
                Arguments.of(
                        "FROM named n JOIN pg_class c ON",
                        "FROM named n JOIN pg_class c ON false AND",
                        "new tables are found"),
                Arguments.of(
                        "JOIN pg_inherits i ON i.inhparent = e.target",
                        "JOIN pg_inherits i ON false",
                        "new tables are found"),
                Arguments.of("OR NOT g.rows_always", "OR false", "new tables are found"),
                Arguments.of("WHEN g.rows IS NOT TRUE OR", "WHEN", "switched off is found"),
                Arguments.of("WHEN g.off THEN", "WHEN false THEN", "switched off is found"),
                Arguments.of("AND t.tgqual IS NULL", "", "switched off is found"),
                Arguments.of("AND t.tgattr = ''", "", "switched off is found"),
                Arguments.of("t.tgtype = 62 AS", "t.tgtype & 1 = 0 AS", "switched off is found"),
                Arguments.of("t.tgtype IN (29, 31) AS", "t.tgtype & 1 = 1 AS", "switched off is found"),
                Arguments.of(
                        "relkind IN ('r', 'p') AND relpersistence <> 't'", "relkind IN ('r', 'p')", "kinds of tables"),
                Arguments.of("WHEN c.relkind NOT IN ('r', 'p')", "WHEN false", "kinds of tables"),
                Arguments.of(
                        "PERFORM pg_advisory_xact_lock(hashtextextended(",
                        "PERFORM (hashtextextended(",
                        "raise waits for checked writer, READ COMMITTED"),
                Arguments.of(
                        "line := pg_catalog.set_config('arbiter.carried', line, true);",
                        "line := pg_catalog.set_config('arbiter.carried', line, false);",
                        "token ends with its transaction"),
                Arguments.of(
                        "PERFORM set_config('synchronous_commit', 'on', true);", "", "raises are durable or undone"));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void isMissedWhenTakenOut(String check, String instead, String scenario) throws SQLException {
        String script = PostgresSchema.script();
        assertThat(script).contains(check);
        var database = PostgresServer.database(script.replace(check, instead));
        assertThatThrownBy(() -> PostgresScenarios.ALL.get(scenario).check(database))
                .isInstanceOf(AssertionError.class);
    }
}
