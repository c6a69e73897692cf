package io.arbiter.bench.peers.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.bench.peers.ContestantContract;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZooKeeperContestantTest {
    private final ZooKeeperContestant zooKeeper = new ZooKeeperContestant();

    @TempDir
    private Path directory;

    @Test
    void takesPartOnLocalhost() throws Exception {
        assertThat(zooKeeper.missing()).isEmpty();
        assertThat(zooKeeper.version()).matches("ZooKeeper \\d+\\.\\d+\\.\\d+\\S*, Curator \\d+\\.\\d+\\.\\d+");
        new ContestantContract(zooKeeper, directory).holdsOnLocalhost();
    }

    @Test
    void takesPartOverTheWan() throws Exception {
        new ContestantContract(zooKeeper, directory).holdsOverTheWan();
    }
}
