package io.arbiter.fence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The SQL script keeps each of its claims on a real server; and each of its checks is missed when it is taken
 * out.
 */
class PostgresGuardTest {
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

    /** What is taken out, what stands there instead, and the scenario that must notice. */
    static Stream<Arguments> mutants() {
        return Stream.of(
                Arguments.of("PERFORM arbiter.refuse_stale(guarded, presented, mark);", "RETURN mark_line;",
                        "stale token is refused"),
                Arguments.of(ACCEPT, "true", "raise waits for checked writer, READ COMMITTED"),
                Arguments.of(KNOWN, "true", "raise waits for known writer, READ COMMITTED"),
                Arguments.of(KNOWN, "true", "raise waits for known writer, SERIALIZABLE"),
                Arguments.of("IF pg_catalog.starts_with(known,", "IF true OR pg_catalog.starts_with(known,",
                        "known token is refused after a raise, READ COMMITTED"),
                Arguments.of("passed := pg_catalog.starts_with(carried,",
                        "passed := true OR pg_catalog.starts_with(carried,",
                        "old snapshot cannot write, REPEATABLE READ"),
                Arguments.of("PERFORM arbiter.renew_generation();\n    NEW.raised_at",
                        "NEW.raised_at", "known token is refused after a raise, REPEATABLE READ"),
                Arguments.of("LANGUAGE plpgsql VOLATILE AS", "LANGUAGE plpgsql STABLE AS",
                        "writer that waits for a raise"),
                Arguments.of("ELSE '' END", "ELSE generation END", "several resources, one raised"),
                Arguments.of("WHERE f.resource OPERATOR(pg_catalog.=) guarded FOR SHARE;",
                        "WHERE f.resource OPERATOR(pg_catalog.=) guarded;",
                        "old snapshot cannot check, REPEATABLE READ"),
                Arguments.of("guarded FOR SHARE;", "guarded FOR KEY SHARE;", "old snapshot cannot check, SERIALIZABLE"),
                Arguments.of(WRITE, "true", "raise waits for carrying writer, READ COMMITTED"),
                Arguments.of("            FOR SHARE;", "            ;", "old snapshot cannot write, SERIALIZABLE"),
                Arguments.of("            FOR SHARE;", "            FOR KEY SHARE;",
                        "old snapshot cannot write, REPEATABLE READ"),
                Arguments.of("f.line) OPERATOR(pg_catalog.>) 0", "f.line) OPERATOR(pg_catalog.>=) 0",
                        "forgeries are refused"),
                Arguments.of("|| token::text || E'\\t' || proof::text ||", "|| token::text || E'\\t' || 'x' ||",
                        "forgeries are refused"),
                Arguments.of("NEW.proof := gen_random_uuid();", "", "forgeries are refused"),
                Arguments.of("pg_catalog.strpos(", "strpos(", "forgeries are refused"),
                Arguments.of("pg_catalog.starts_with(", "starts_with(", "forgeries are refused"),
                Arguments.of("known pg_catalog.text := ", "known text := ", "forgeries are refused"),
                Arguments.of("carried pg_catalog.text := ", "carried text := ", "forgeries are refused"),
                Arguments.of("line pg_catalog.text := ", "line text := ", "forgeries are refused"),
                Arguments.of("mark_line pg_catalog.text;", "mark_line text;", "forgeries are refused"),
                Arguments.of("OR NEW.token < OLD.token", "", "marks never go down"),
                Arguments.of("DELETE OR TRUNCATE ON %s", "DELETE ON %s", "plain writes are refused"),
                Arguments.of("ALTER TABLE ONLY %s ENABLE ALWAYS", "ALTER TABLE ONLY %s ENABLE",
                        "plain writes are refused"),
                Arguments.of("ON i.inhparent = m.relid", "ON false", "partitions are guarded"),
                Arguments.of("PERFORM pg_advisory_xact_lock(hashtextextended(", "PERFORM (hashtextextended(",
                        "raise waits for checked writer, READ COMMITTED"),
                Arguments.of("IF (SELECT relkind = 'p' FROM", "IF (SELECT false FROM", "partitions are guarded"),
                Arguments.of("line := pg_catalog.set_config('arbiter.carried', line, true);",
                        "line := pg_catalog.set_config('arbiter.carried', line, false);",
                        "token ends with its transaction"),
                Arguments.of("PERFORM set_config('synchronous_commit', 'on', true);", "",
                        "raises are durable or undone"));
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
