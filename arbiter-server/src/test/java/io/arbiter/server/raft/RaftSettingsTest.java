package io.arbiter.server.raft;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RaftSettingsTest {
    @TempDir
    private Path directory;

    /** AppendsInProgressTest in chaos/maelstrom shows the effect of the library's default. */
    @Test
    void aFollowerStoresWhatItAcknowledges() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 1, 10_000)) {
            var properties = RaftSettings.of(cluster.config("n1"));

            assertThat(RaftServerConfigKeys.Log.appendEntriesComposeEnabled(properties))
                    .isFalse();
        }
    }
}
