package io.arbiter.bench.runner.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    private Path directory;

    private void file(String name, int bytes) throws IOException {
        Path file = directory.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new byte[bytes]);
    }

    @Test
    void countsEveryFileAndFindsTheOldestEntry() throws IOException {
        file("group/current/log_1200-2399", 500);
        file("group/current/log_inprogress_2400", 40);
        file("group/current/raft-meta", 3);
        file("group/sm/snapshot.1_9", 7);
        DataDirectory data = DataDirectory.read(directory);
        assertThat(data.bytes()).isEqualTo(550);
        assertThat(data.logStart()).isEqualTo(1200);
    }

    @Test
    void theOpenSegmentMayBeTheOldest() throws IOException {
        file("group/current/log_inprogress_2400", 40);
        assertThat(DataDirectory.read(directory).logStart()).isEqualTo(2400);
    }

    @Test
    void withoutALogThereIsNothingToMeasure() {
        assertThatThrownBy(() -> DataDirectory.read(directory)).hasMessageContaining("no log below");
    }
}
