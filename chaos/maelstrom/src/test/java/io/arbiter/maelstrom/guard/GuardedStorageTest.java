package io.arbiter.maelstrom.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.fence.StaleTokenException;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GuardedStorageTest {
    @TempDir
    private Path directory;

    @Test
    void aLowerTokenWritesNothing() throws IOException {
        try (var storage = new GuardedStorage(directory, true)) {
            storage.write("r", 5, "five");
            assertThatThrownBy(() -> storage.write("r", 4, "four")).isInstanceOf(StaleTokenException.class);
            assertThatThrownBy(() -> storage.read("r", 4)).isInstanceOf(StaleTokenException.class);
            assertThat(storage.read("r", 5)).isEqualTo("five");
            assertThat(storage.read("other", 1)).isNull();
        }
    }

    @Test
    void markAndValueOutliveTheProcess() throws IOException {
        try (var storage = new GuardedStorage(directory, true)) {
            storage.write("r", 5, "five");
            storage.read("r", 7);
        }
        try (var storage = new GuardedStorage(directory, true)) {
            assertThatThrownBy(() -> storage.write("r", 6, "six")).isInstanceOf(StaleTokenException.class);
            assertThat(storage.read("r", 7)).isEqualTo("five");
        }
    }

    @Test
    void withoutComparingTheLastWriteWins() throws IOException {
        try (var storage = new GuardedStorage(directory, false)) {
            storage.write("r", 5, "five");
            storage.write("r", 4, "four");
            assertThat(storage.read("r", 1)).isEqualTo("four");
        }
    }
}
