package io.arbiter.server.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.core.restore.RestoreRule;
import io.arbiter.server.backup.Backups;
import io.arbiter.server.codec.SnapshotCodec;
import io.arbiter.server.config.ConfigLoader;
import io.arbiter.server.config.ServerConfig;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.storage.DataDirectory;
import io.arbiter.server.storage.RestorePlan;
import io.arbiter.server.storage.VotingPermit;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fresh directory begins from one backup, or not at all. */
class RestorationTest {
    private final StateSnapshot state = Backups.state(1);

    @TempDir
    private Path base;

    private Path file;

    private interface Use {
        void with(DataDirectory directory, VotingPermit permit) throws Exception;
    }

    @BeforeEach
    void backUp() throws IOException {
        file = Backups.write(base.resolve("monday.arbiter"), state);
    }

    /** Two nodes that do the same by the same time have the same bytes, which no entry of the log may part. */
    @Test
    void theStateThatIsStagedFollowsFromTheFileAndTheTime() throws Exception {
        long at = Backups.TAKEN_MILLIS + 5_000;
        in("a", (directory, permit) -> {
            Restoration.plan(config("anew"), directory, permit).stage(at);
            Path staged =
                    directory.raft().resolve("restored." + state.counters().appliedIndex());
            try (InputStream in = new BufferedInputStream(Files.newInputStream(staged))) {
                assertThat(SnapshotCodec.read(in)).isEqualTo(RestoreRule.renumber(state, Instant.ofEpochMilli(at)));
            }
        });
    }

    /** A peer may have formed by the time that it was told. */
    @Test
    void theTimeThatWasNotedStays() throws Exception {
        in("a", (directory, permit) -> {
            Restoration.plan(config("anew"), directory, permit);
            RestorePlan first = permit.identity().restore();
            assertThat(first.isNone()).isFalse();
            VotingPermit again = VotingPermit.check(directory, "anew", "a");
            Restoration.plan(config("anew"), directory, again);
            assertThat(again.identity().restore()).isEqualTo(first);
        });
    }

    @Test
    void anotherBackupInADirectoryThatWasBegunForOneIsRefused() throws Exception {
        in("a", (directory, permit) -> {
            Restoration.plan(config("anew"), directory, permit);
            Backups.write(file, Backups.state(2));
            refused(
                    () -> Restoration.plan(config("anew"), directory, permit),
                    ExitCode.USAGE,
                    "was begun for the backup");
        });
    }

    @Test
    void aClusterOfTheBackupsOwnNameIsRefused() throws Exception {
        in(
                "a",
                (directory, permit) -> refused(
                        () -> Restoration.plan(config("prod"), directory, permit),
                        ExitCode.USAGE,
                        "give the restored one another name"));
    }

    @Test
    void aDamagedBackupIsRefusedByItsName() throws Exception {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        in("a", (directory, permit) -> {
            refused(() -> Restoration.plan(config("anew"), directory, permit), ExitCode.DATA_DAMAGED, "BACKUP_DAMAGED");
            assertThat(permit.identity().restore()).isEqualTo(RestorePlan.NONE);
        });
    }

    @Test
    void aFileThatIsNotThereIsRefused() throws Exception {
        Files.delete(file);
        in(
                "a",
                (directory, permit) -> refused(
                        () -> Restoration.plan(config("anew"), directory, permit), ExitCode.USAGE, "cannot be read"));
    }

    private void in(String name, Use use) throws Exception {
        try (DataDirectory directory = DataDirectory.open(base.resolve(name))) {
            use.with(directory, VotingPermit.check(directory, "anew", "a"));
        }
    }

    private static void refused(ThrowingCallable start, ExitCode code, String message) {
        assertThatThrownBy(start)
                .isInstanceOfSatisfying(
                        StartException.class, e -> assertThat(e.exitCode()).isEqualTo(code))
                .hasMessageContaining(message);
    }

    private ServerConfig config(String cluster) throws Exception {
        Path yaml = base.resolve("a.yaml");
        Files.writeString(yaml, """
                cluster: %s
                node: a
                data-dir: %s
                bootstrap.restore: %s
                peers:
                  a: {region: ra, raft: "127.0.0.1:7400", client: "127.0.0.1:7401"}
                """.formatted(cluster, base.resolve("a"), file));
        return ConfigLoader.load(yaml, Map.of(), List.of());
    }
}
