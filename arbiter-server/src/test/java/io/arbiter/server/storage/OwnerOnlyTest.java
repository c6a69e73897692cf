package io.arbiter.server.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nobody but the node's own user reads what may hold the signing key. */
class OwnerOnlyTest {
    @TempDir
    private Path directory;

    @Test
    void aNewDataDirectoryIsItsOwnersAlone() throws Exception {
        Path data = directory.resolve("above").resolve("data");
        DataDirectory.open(data).close();
        assertThat(OwnerOnly.isOpen(data)).isFalse();
    }

    @Test
    void onePreparedByAPersonIsLeftAsItIs() throws Exception {
        Path data = Files.createDirectory(directory.resolve("data"));
        var before = Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-x---"));
        DataDirectory.open(data).close();
        assertThat(OwnerOnly.isOpen(data)).isTrue();
        assertThat(Files.getPosixFilePermissions(data)).isEqualTo(Files.getPosixFilePermissions(before));
    }
}
