package io.arbiter.server.raft.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.server.raft.NamesOnDisk;
import io.arbiter.server.storage.Force;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartupSyncTest {
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
        Files.writeString(current.resolve("raft-meta.conf"), "members");
    }

    @Test
    void closedFilesAreForcedAndThenTheDirectoriesThatNameThem() throws IOException {
        new StartupSync(forced::add).renew(directory);
        assertThat(forced).contains(current.resolve("log_0-41"));
        assertThat(forced.subList(forced.size() - 3, forced.size()))
                .containsExactly(current, current.getParent(), directory);
    }

    /** After a failed sync the system may call pages clean that never reached the disk: then a sync does nothing. */
    @Test
    void whatMayNotBeOnTheDiskIsWrittenToAnotherFileAndThatIsForcedBeforeItGetsTheName() throws IOException {
        for (String name : List.of("log_inprogress_42", "raft-meta", "raft-meta.conf")) {
            Path file = current.resolve(name);
            String before = Files.readString(file);
            Object inode = key(file);
            new StartupSync(path -> {
                        if (path.endsWith(name + ".copy")) {
                            assertThat(Files.readString(path)).isEqualTo(before);
                            assertThat(key(file))
                                    .as("it has its name only afterwards")
                                    .isEqualTo(inode);
                            forced.add(path);
                        }
                    })
                    .renew(directory);
            assertThat(forced).as(name).anyMatch(path -> path.endsWith(name + ".copy"));
            assertThat(key(file)).as("%s is another file now", name).isNotEqualTo(inode);
            assertThat(file).hasContent(before);
        }
        assertThat(NamesOnDisk.namesIn(current))
                .containsExactly("log_0-41", "log_inprogress_42", "raft-meta", "raft-meta.conf");
    }

    private static Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    @Test
    void whatAKilledStartHadBegunToCopyIsDeleted() throws IOException {
        Files.writeString(current.resolve("log_inprogress_42.copy"), "op");
        new StartupSync(Force.disk()).renew(directory);
        assertThat(current.resolve("log_inprogress_42.copy")).doesNotExist();
        assertThat(current.resolve("log_inprogress_42")).hasContent("open");
    }

    /** The directory may list a file and its copy in either order: among many both occur. */
    @Test
    void copiesThatAreLeftBesideTheirFilesStopNoStart() throws IOException {
        for (int i = 0; i < 50; i++) {
            Files.writeString(current.resolve("log_inprogress_" + i), "open");
            Files.writeString(current.resolve("log_inprogress_" + i + ".copy"), "op");
        }
        new StartupSync(Force.disk()).renew(directory);
        assertThat(NamesOnDisk.namesIn(current)).noneMatch(name -> name.endsWith(".copy"));
    }

    @Test
    void aDiskThatCannotSyncIsTold() {
        StartupSync broken = new StartupSync(path -> {
            throw new IOException("no sync of " + path.getFileName());
        });
        assertThatThrownBy(() -> broken.renew(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("no sync");
    }

    @Test
    void aFreshNodeHasNothingToForce() throws IOException {
        new StartupSync(forced::add).renew(directory.resolve("absent"));
        assertThat(forced).isEmpty();
    }
}
