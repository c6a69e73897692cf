package io.arbiter.server.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecoveredFilesTest {
    @TempDir
    Path directory;
    private final List<Path> forced = new ArrayList<>();
    private Path current;

    @BeforeEach
    void aLog() throws IOException {
        current = Files.createDirectories(directory.resolve("group").resolve("current"));
        Files.writeString(current.resolve("log_0-41"), "closed");
        Files.writeString(current.resolve("log_inprogress_42"), "open");
        Files.writeString(current.resolve("raft-meta"), "term and vote");
    }

    @Test
    void everyFileIsForcedAndThenTheDirectoriesThatNameIt() throws IOException {
        new RecoveredFiles(forced::add).sync(directory);
        assertThat(forced.subList(0, 3)).containsExactlyInAnyOrder(current.resolve("log_0-41"),
                current.resolve("log_inprogress_42"), current.resolve("raft-meta"));
        assertThat(forced.subList(3, 6)).containsExactly(current, current.getParent(), directory);
    }

    @Test
    void aDiskThatCannotSyncIsTold() {
        RecoveredFiles broken = new RecoveredFiles(path -> {
            throw new IOException("no sync of " + path.getFileName());
        });
        assertThatThrownBy(() -> broken.sync(directory)).isInstanceOf(IOException.class)
                .hasMessageContaining("no sync");
    }

    @Test
    void theRealDiskTakesFilesAndDirectories() {
        assertThatCode(() -> RecoveredFiles.onDisk().sync(directory)).doesNotThrowAnyException();
    }

    @Test
    void aFreshNodeHasNothingToForce() throws IOException {
        new RecoveredFiles(forced::add).sync(directory.resolve("absent"));
        assertThat(forced).isEmpty();
    }
}
