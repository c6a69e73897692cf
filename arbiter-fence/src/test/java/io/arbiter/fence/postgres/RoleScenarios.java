package io.arbiter.fence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import javax.sql.DataSource;

/** Who may raise a mark: only a role with EXECUTE on arbiter.advance; the others carry what was accepted. */
final class RoleScenarios {
    private static final String INSERT = "INSERT INTO t (token) VALUES (5)";

    private RoleScenarios() {}

    /** A writer that presents a huge number is refused, and locks nobody out. */
    static void writersCanOnlyCarry(DataSource database, String level) throws SQLException {
        try (Session sidecar = as(database, "fence_sidecar");
                Session writer = as(database, "fence_writer")) {
            for (String function : new String[] {"check_token", "bind_token"}) {
                for (String huge : new String[] {"9223372036854775807", "6"}) {
                    writer.run("BEGIN ISOLATION LEVEL " + level);
                    assertThat(writer.state("SELECT arbiter." + function + "('orders', " + huge + ")"))
                            .as(function + " of " + huge)
                            .isEqualTo("ZA005");
                    writer.run("ROLLBACK");
                }
            }
            assertThat(writer.state("SELECT arbiter.advance('orders', 6)")).isEqualTo("42501");
            assertThat(writer.state("SELECT arbiter.require_raise('orders', 6)"))
                    .isEqualTo("42501");
            sidecar.run("SELECT arbiter.advance('orders', 5)");
            write(writer, level, "check_token");
            write(writer, level, "bind_token");
            assertThat(writer.state("SELECT arbiter.check_token('orders', 6)")).isEqualTo("ZA005");
            sidecar.run("SELECT arbiter.check_token('orders', 6)");
            assertThat(writer.state("SELECT arbiter.check_token('orders', 5)")).isEqualTo("ZA001");
            assertThat(writer.state(INSERT)).isEqualTo("ZA001");
        }
    }

    private static void write(Session writer, String level, String function) throws SQLException {
        writer.run("BEGIN ISOLATION LEVEL " + level);
        writer.run("SELECT arbiter." + function + "('orders', 5)");
        writer.run(INSERT);
        writer.run("COMMIT");
    }

    /** Who has looked before the raise repeats its transaction, as everywhere, and is not told that it may not. */
    static void writerWithAnOldSnapshotRepeats(DataSource database, String level) throws SQLException {
        try (Session sidecar = as(database, "fence_sidecar");
                Session writer = as(database, "fence_writer")) {
            sidecar.run("SELECT arbiter.advance('orders', 5)");
            writer.begin(level);
            sidecar.run("SELECT arbiter.advance('orders', 6)");
            assertThat(writer.state("SELECT arbiter.check_token('orders', 6)"))
                    .isEqualTo(level.equals("READ COMMITTED") ? "00000" : "40001");
            writer.run("ROLLBACK");
            assertThat(writer.state("SELECT arbiter.check_token('orders', 6)")).isEqualTo("00000");
        }
    }

    /** A login that may raise has set a role that may not: it acts as that role, here as everywhere. */
    static void roleThatRaisesIsTheSessions(DataSource database) throws SQLException {
        try (Session writer = as(database, "fence_writer")) {
            assertThat(writer.state("SELECT arbiter.check_token('orders', 5)")).isEqualTo("ZA005");
            writer.run("RESET ROLE");
            assertThat(writer.state("SELECT arbiter.check_token('orders', 5)")).isEqualTo("00000");
        }
    }

    /** A session of that role, which has what docs/guards.md grants it. Roles belong to the whole server. */
    private static Session as(DataSource database, String role) throws SQLException {
        Session session = new Session(database);
        session.run("DO $$ BEGIN CREATE ROLE " + role + "; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        session.run("SELECT arbiter.guard_table('t', 'orders')");
        session.run("GRANT ALL ON t, t_id_seq TO " + role);
        session.run("GRANT USAGE ON SCHEMA arbiter TO " + role);
        session.run(
                "GRANT EXECUTE ON FUNCTION arbiter.check_token, arbiter.bind_token, arbiter.unbind_tokens TO " + role);
        if (role.equals("fence_sidecar")) {
            session.run("GRANT EXECUTE ON FUNCTION arbiter.advance TO " + role);
        }
        session.run("SET ROLE " + role);
        return session;
    }
}
