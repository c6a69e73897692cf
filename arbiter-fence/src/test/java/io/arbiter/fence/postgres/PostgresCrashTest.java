package io.arbiter.fence.postgres;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.fence.StaleTokenException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The server dies without a checkpoint (as by {@code pg_ctl stop -m immediate}); its marks are there afterwards. */
class PostgresCrashTest {
    private static final int CRASHES = 3;

    @TempDir
    private Path directory;

    @Test
    void marksSurviveCrashes() throws Exception {
        for (int crash = 0; crash < CRASHES; crash++) {
            EmbeddedPostgres server = start();
            PostgresGuard fence = new PostgresGuard(server.getPostgresDatabase());
            fence.install();
            assertThat(fence.highest("orders")).isEqualTo(crash * 10L);
            for (int token = crash * 10 + 1; token <= crash * 10 + 10; token++) {
                raiseWithoutWaitingForCommits(server, token);
            }
            killImmediately();
            server.close(); // finds it dead, and gives up its own lock on the directory
        }
        try (EmbeddedPostgres server = start()) {
            PostgresGuard fence = new PostgresGuard(server.getPostgresDatabase());
            assertThatThrownBy(() -> fence.advance("orders", CRASHES * 10 - 1))
                    .isInstanceOfSatisfying(
                            StaleTokenException.class,
                            stale -> assertThat(stale.highest()).isEqualTo(CRASHES * 10));
        }
    }

    /** The session turns durable commits off; the raise turns them on again for itself. */
    private static void raiseWithoutWaitingForCommits(EmbeddedPostgres server, long token) throws SQLException {
        try (Connection connection = server.getPostgresDatabase().getConnection()) {
            connection.createStatement().execute("SET synchronous_commit = off");
            connection.setAutoCommit(false);
            PostgresGuard.check(connection, "orders", token);
            connection.commit();
        }
    }

    private EmbeddedPostgres start() throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(directory.resolve("data"))
                .setCleanDataDirectory(false)
                .start();
    }

    private void killImmediately() throws IOException, InterruptedException {
        String pid = Files.readAllLines(directory.resolve("data/postmaster.pid"))
                .get(0)
                .trim();
        ProcessHandle postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
        assertThat(new ProcessBuilder("kill", "-QUIT", pid).start().waitFor()).isZero();
        assertThat(postmaster.onExit()).succeedsWithin(PATIENCE);
    }
}
