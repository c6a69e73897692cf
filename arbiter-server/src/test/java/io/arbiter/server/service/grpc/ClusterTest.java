package io.arbiter.server.service.grpc;

import static io.arbiter.server.testing.Requests.openSession;
import static org.awaitility.Awaitility.await;

import com.google.common.util.concurrent.ListenableFuture;
import io.arbiter.server.memory.MemoryCluster;
import io.arbiter.server.testing.Requests;
import io.arbiter.server.testing.TestNode;
import io.arbiter.testsupport.Patience;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A leader and a follower over a log in memory. */
public abstract class ClusterTest {
    static final Duration PATIENCE = Patience.PATIENCE;

    public final MemoryCluster cluster = new MemoryCluster();
    public TestNode leader;
    public TestNode follower;

    @BeforeEach
    void start() {
        leader = new TestNode(cluster, "a");
        follower = new TestNode(cluster, "b");
        cluster.elect(leader.log());
    }

    @AfterEach
    void stop() {
        leader.close();
        follower.close();
        cluster.close();
    }

    long open(String client) {
        return leader.calls().openSession(openSession(client)).getSessionId();
    }

    void awaitWaiters(String resource, int count) {
        await().atMost(PATIENCE)
                .until(() -> leader.replica()
                                .read(view -> view.state()
                                        .resource(resource)
                                        .map(found -> found.waiters().size())
                                        .orElse(0))
                        == count);
    }

    static <T> T answer(ListenableFuture<T> future) throws Exception {
        return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    static String reason(ListenableFuture<?> future) throws InterruptedException, TimeoutException {
        try {
            Object answer = future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            throw new AssertionError("answered: " + answer);
        } catch (ExecutionException e) {
            return Requests.info(e.getCause()).getReason();
        }
    }
}
