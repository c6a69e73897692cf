package io.arbiter.fence.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.code_intelligence.jazzer.mutation.annotation.NotNull;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.ValueSource;

/** S4: whatever a session writes into the parameters that carry its token, a guarded table stays shut to it. */
class CarriedLineFuzzTest {
    private static final String INSERT = "INSERT INTO t (token) VALUES (1)";
    private static Session session;

    @BeforeAll
    static void connect() throws SQLException {
        session = new Session(PostgresServer.database(PostgresSchema.script()));
        session.run("SELECT arbiter.guard_table('t', 'orders')");
        session.run("SELECT arbiter.advance('orders', 6), arbiter.advance('other', 3)");
    }

    @AfterAll
    static void disconnect() throws SQLException {
        session.close();
    }

    @ValueSource(
            strings = {
                "",
                "\norders\t6\t\n",
                "\n6\n",
                "%",
                "1\norders\t5\t00000000-0000-0000-0000-000000000000\n",
                "\norders\t99999999999999999999\n",
                "\norders\t9223372036854775807\n\n\n\nother\t3\t\n"
            })
    @FuzzTest
    void forged(@NotNull String line) throws SQLException {
        String text = line.replace("\0", "");
        set("arbiter.carried", text);
        set("arbiter.known", text);
        assertThat(session.state(INSERT)).as("with a forged line").isIn("ZA001", "ZA002");

        session.run("BEGIN");
        assertThat(session.state("SELECT arbiter.check_token('other', 3)"))
                .as("another resource's token beside it")
                .isIn("00000", "54000");
        assertThat(session.state(INSERT)).as("with another resource's token").isIn("ZA001", "ZA002", "25P02");
        session.run("ROLLBACK");
    }

    private static void set(String parameter, String value) throws SQLException {
        try (var statement = session.connection.prepareStatement("SELECT set_config(?, ?, false)")) {
            statement.setString(1, parameter);
            statement.setString(2, value);
            statement.execute();
        }
    }
}
