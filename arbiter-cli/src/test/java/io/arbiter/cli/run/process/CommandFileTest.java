package io.arbiter.cli.run.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandFileTest {
    @TempDir
    private Path directory;

    private Path file(String name, String permissions) throws IOException {
        Path file = Files.createFile(directory.resolve(name));
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void looksAsExecDoes() throws IOException {
        Path plain = file("plain", "rw-r--r--");
        file("tool", "rwxr-xr-x");
        String path = "/nonexistent:" + directory;
        assertThat(CommandFile.look("tool", path)).isEqualTo(CommandFile.EXECUTABLE);
        assertThat(CommandFile.look("plain", path)).isEqualTo(CommandFile.NOT_EXECUTABLE);
        assertThat(CommandFile.look(plain.toString(), "")).isEqualTo(CommandFile.NOT_EXECUTABLE);
        assertThat(CommandFile.look(directory.toString(), "")).isEqualTo(CommandFile.NOT_EXECUTABLE);
        assertThat(CommandFile.look("missing", path)).isEqualTo(CommandFile.NOT_FOUND);
        assertThat(CommandFile.look("", path)).isEqualTo(CommandFile.NOT_FOUND);
        assertThat(CommandFile.look("a\0b", path)).isEqualTo(CommandFile.NOT_FOUND);
    }

    @Test
    void launchesWithWhatThereIs() throws IOException {
        assertThat(Launcher.find("/nonexistent")).isEmpty();
        file("perl", "rwxr-xr-x");
        assertThat(Launcher.find(directory.toString()).orElseThrow()).first().isEqualTo("perl");
        file("setsid", "rwxr-xr-x");
        assertThat(Launcher.find(directory.toString())).contains(List.of("setsid"));
    }
}
