package io.arbiter.server.raft;

import static io.arbiter.server.raft.LogCluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.server.raft.tcp.DisloyalNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DisloyalFollowersTest {
    @TempDir
    private Path directory;

    private final List<DisloyalNode> others = new ArrayList<>();

    @AfterEach
    void close() {
        others.forEach(DisloyalNode::close);
    }

    /** Two leaders of one term cannot be unless a vote was forgotten; then at least the one without followers ends. */
    @Test
    void aLeaderWhoseMajorityFollowsAnotherOfItsTermDoesNotStayOne() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 3, 100_000)) {
            others.add(new DisloyalNode("n2", cluster.portOf("n2")));
            others.add(new DisloyalNode("n3", cluster.portOf("n3")));
            RatisLog leader = cluster.start("n1");
            await().atMost(PATIENCE).until(() -> leader.leadership().term() > 0);
            long term = leader.leadership().term();
            await("it stands for election again")
                    .atMost(PATIENCE)
                    .until(() -> leader.leadership().term() > term);
            assertThat(leader.leadership().ready()).isFalse();
        }
    }
}
