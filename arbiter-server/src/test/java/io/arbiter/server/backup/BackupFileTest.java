package io.arbiter.server.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.core.machine.StateSnapshot;
import io.arbiter.server.backup.BackupException.Kind;
import io.arbiter.v1.SnapshotInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup says what it is, and no byte of it can be lost or changed unnoticed. */
class BackupFileTest {
    private final StateSnapshot state = Backups.state(1);

    @TempDir
    private Path directory;

    @Test
    void readingUndoesWriting() throws Exception {
        for (long seed = 0; seed < 50; seed++) {
            StateSnapshot written = Backups.state(seed);
            BackupFile read = BackupFile.check(Backups.write(file(), written));
            assertThat(read.info()).as("seed %d", seed).isEqualTo(Backups.info(written));
            assertThat(read.state()).as("seed %d", seed).isEqualTo(written);
        }
    }

    @Test
    void tellsTheDigestThatOtherProgramsFind() throws Exception {
        byte[] bytes = Backups.bytes(Backups.info(state), state);
        BackupFile read = BackupFile.check(Files.write(file(), bytes));
        assertThat(read.bytes()).isEqualTo(bytes.length);
        assertThat(read.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes)));
    }

    /** Every cut of a header, and many of the rest. */
    @Test
    void everyCutIsFound() throws IOException {
        byte[] whole = Backups.bytes(Backups.info(state), state);
        for (int length = 0; length < whole.length; length += length < 300 ? 1 : 37) {
            Kind kind = kind(Arrays.copyOf(whole, length));
            assertThat(kind)
                    .as("cut to %d bytes", length)
                    .isEqualTo(length < 8 ? Kind.NOT_A_BACKUP : Kind.BACKUP_CUT_OFF);
        }
        assertThat(kind(Arrays.copyOf(whole, whole.length - 1))).isEqualTo(Kind.BACKUP_CUT_OFF);
        assertThat(kind(Arrays.copyOf(whole, whole.length + 1))).isEqualTo(Kind.BACKUP_CUT_OFF);
    }

    @Test
    void everyFlippedBitIsFound() throws IOException {
        byte[] whole = Backups.bytes(Backups.info(state), state);
        Set<Kind> found = EnumSet.noneOf(Kind.class);
        for (int at = 0; at < whole.length; at += at < 300 || at > whole.length - 60 ? 1 : 37) {
            byte[] damaged = whole.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            found.add(kind(damaged));
        }
        assertThat(found).containsExactlyInAnyOrder(Kind.NOT_A_BACKUP, Kind.BACKUP_CUT_OFF, Kind.BACKUP_DAMAGED);
    }

    @Test
    void theMiddleIsCoveredByTheDigest() throws IOException {
        byte[] damaged = Backups.bytes(Backups.info(state), state);
        damaged[damaged.length / 2] ^= 16;
        refused(damaged, Kind.BACKUP_DAMAGED, "its SHA-256 is not the one at its end");
    }

    @Test
    void anotherFileIsNone() throws IOException {
        refused(
                "#!/bin/sh\necho a script that is longer than a header".getBytes(StandardCharsets.UTF_8),
                Kind.NOT_A_BACKUP,
                "does not begin with ARBBKUP1");
    }

    @Test
    void aNewerFormatIsNamedWithTheReleaseThatWroteIt() throws IOException {
        SnapshotInfo newer =
                Backups.info(state).toBuilder().setFormat(2).setRelease("9.1.0").build();
        refused(Backups.bytes(newer, state), Kind.BACKUP_FORMAT_UNKNOWN, "written by release 9.1.0");
        SnapshotInfo newerState =
                Backups.info(state).toBuilder().setStateFormat(99).build();
        refused(Backups.bytes(newerState, state), Kind.BACKUP_FORMAT_UNKNOWN, "a state of format 99");
    }

    @Test
    void aStateThatIsNotTheOneThatTheFileSaysIsRefused() throws IOException {
        SnapshotInfo other =
                Backups.info(state).toBuilder().setLastToken(1_000_000).build();
        refused(Backups.bytes(other, state), Kind.BACKUP_DAMAGED, "not the one that it says");
    }

    private void refused(byte[] bytes, Kind kind, String message) throws IOException {
        Path written = Files.write(file(), bytes);
        assertThatThrownBy(() -> BackupFile.check(written).state())
                .isInstanceOfSatisfying(
                        BackupException.class, e -> assertThat(e.kind()).isEqualTo(kind))
                .hasMessageContaining(message)
                .hasMessageContaining(written.toString());
    }

    private Kind kind(byte[] bytes) throws IOException {
        Path written = Files.write(file(), bytes);
        try {
            BackupFile.check(written).state();
        } catch (BackupException found) {
            return found.kind();
        }
        throw new AssertionError("nothing was found");
    }

    private Path file() {
        return directory.resolve("monday.arbiter");
    }
}
