package io.arbiter.server.doctor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.server.storage.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryCopyTest {
    @TempDir
    private Path base;

    /** A start follows them. Where the copy did not, whole directories were told to be without their files. */
    @Test
    void linksAreFollowed() throws Exception {
        Path work = Files.createDirectory(base.resolve("work"));
        Path disk = Files.createDirectory(base.resolve("disk"));
        Path log = Files.createDirectory(base.resolve("log"));
        Files.writeString(disk.resolve("node.identity"), "identity");
        Files.writeString(log.resolve("log_0-9"), "entries");
        Files.createSymbolicLink(disk.resolve("raft"), log);
        Path data = Files.createSymbolicLink(base.resolve("data"), disk);
        try (DataDirectory opened = DataDirectory.open(data)) {
            assertThat(opened.hasLog()).as("a start takes the link").isFalse();
        }

        try (DirectoryCopy copy = DirectoryCopy.of(data, work)) {
            assertThat(copy.directory().resolve("node.identity")).hasContent("identity");
            assertThat(copy.directory().resolve("raft").resolve("log_0-9")).hasContent("entries");
            Files.delete(copy.directory().resolve("raft").resolve("log_0-9"));
            assertThat(copy.changes()).containsExactly("remove data/raft/log_0-9");
        }

        assertThat(work).isEmptyDirectory();
        assertThat(log.resolve("log_0-9")).hasContent("entries");
    }

    /** Otherwise it would copy its own copy, and go on until the disk is full. */
    @Test
    void noCopyIsMadeInTheDirectoryItself() throws Exception {
        Path data = Files.createDirectory(base.resolve("data"));
        Path link = Files.createSymbolicLink(base.resolve("link"), data);

        assertThatThrownBy(() -> DirectoryCopy.of(data, link))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("give --work another directory");
        assertThat(data).isEmptyDirectory();
    }
}
