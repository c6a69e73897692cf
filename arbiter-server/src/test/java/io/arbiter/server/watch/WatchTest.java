package io.arbiter.server.watch;

import static io.arbiter.server.testing.Requests.acquire;
import static io.arbiter.server.testing.Requests.openSession;
import static io.arbiter.server.testing.Requests.release;
import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.rpc.ErrorInfo;
import io.arbiter.core.machine.Limits;
import io.arbiter.server.consensus.SnapshotSource;
import io.arbiter.server.memory.MemoryCluster;
import io.arbiter.server.testing.TestNode;
import io.arbiter.v1.CloseSessionRequest;
import io.arbiter.v1.Event;
import io.arbiter.v1.WatchRequest;
import io.arbiter.v1.WatchResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WatchTest {
    private static final Limits SHORT_HISTORY = new Limits(1_000, 1_000, 100, 100, 100, 100, 12);

    private final MemoryCluster cluster = new MemoryCluster();
    private TestNode leader;
    private TestNode follower;
    private long session;

    @BeforeEach
    void start() {
        leader = new TestNode(cluster, "a", SHORT_HISTORY, TestNode::smallLimits);
        follower = new TestNode(cluster, "b", SHORT_HISTORY, TestNode::smallLimits);
        cluster.elect(leader.log());
        session = leader.calls().openSession(openSession("c")).getSessionId();
    }

    @AfterEach
    void stop() {
        leader.close();
        follower.close();
        cluster.close();
    }

    @Test
    void eventsComeInOrderOnLeaderAndFollower() {
        for (TestNode node : List.of(leader, follower)) {
            var watch = new WatchClient(
                    node, WatchRequest.newBuilder().setFromRevision(1).build());
            await().atMost(PATIENCE).until(() -> watch.kinds().contains("SESSION_OPENED"));
            grantAndRelease("orders");
            await().atMost(PATIENCE).until(() -> watch.kinds().contains("LEASE_ENDED"));
            assertThat(watch.events()).extracting(Event::getRevision).isSorted();
            watch.cancel();
        }
    }

    @Test
    void aPrefixLeavesOutTheRest() {
        var watch = new WatchClient(
                follower,
                WatchRequest.newBuilder().setPrefix("ord").setFromRevision(1).build());
        grantAndRelease("tenants");
        grantAndRelease("orders");
        await().atMost(PATIENCE).until(() -> watch.events().size() == 2);
        assertThat(watch.kinds()).containsExactly("LEASE_GRANTED", "LEASE_ENDED");
        watch.cancel();
    }

    @Test
    void aWatchResumesWithoutGapOrRepeat() {
        grantAndRelease("one");
        var all = new WatchClient(
                leader, WatchRequest.newBuilder().setFromRevision(1).build());
        await().atMost(PATIENCE).until(() -> all.events().size() == 3);
        for (int i = 0; i < 3; i++) {
            long next = all.events().get(i).getRevision();
            int from = i;
            var resumed = new WatchClient(
                    follower, WatchRequest.newBuilder().setFromRevision(next).build());
            await().atMost(PATIENCE).until(() -> resumed.events().size() == 3 - from);
            assertThat(resumed.events()).isEqualTo(all.events().subList(from, 3));
            resumed.cancel();
        }
        all.cancel();
    }

    @Test
    void allEventsOfARevisionComeInOneAnswer() {
        grantAndRelease("one");
        var watch = new WatchClient(
                leader, WatchRequest.newBuilder().setFromRevision(1).build());
        leader.calls().acquire(acquire("x", session));
        leader.calls().acquire(acquire("y", session));
        leader.calls()
                .closeSession(
                        CloseSessionRequest.newBuilder().setSessionId(session).build());
        await().atMost(PATIENCE).until(() -> watch.events().size() == 8);
        WatchResponse last = watch.answers().stream()
                .filter(answer -> answer.getEventsCount() == 3)
                .findFirst()
                .orElseThrow();
        assertThat(last.getEventsList())
                .extracting(Event::getKindCase)
                .extracting(Enum::name)
                .containsExactly("LEASE_ENDED", "LEASE_ENDED", "SESSION_ENDED");
        watch.cancel();
    }

    @Test
    void silenceIsReported() {
        var watch = new WatchClient(follower, WatchRequest.getDefaultInstance());
        await().atMost(PATIENCE)
                .until(() -> watch.answers().stream()
                        .anyMatch(answer ->
                                answer.getEventsCount() == 0 && answer.getRevision() == cluster.committedIndex()));
        watch.cancel();
    }

    @Test
    void aForgottenRevisionIsATypedEnd() {
        for (int i = 0; i < 10; i++) {
            grantAndRelease("orders");
        }
        var watch = new WatchClient(
                leader, WatchRequest.newBuilder().setFromRevision(1).build());
        ErrorInfo info = watch.awaitEnd();
        assertThat(info.getReason()).isEqualTo("HISTORY_COMPACTED");
        long oldest = Long.parseLong(info.getMetadataOrThrow("oldest_revision"));
        var again = new WatchClient(
                leader, WatchRequest.newBuilder().setFromRevision(oldest).build());
        await().atMost(PATIENCE).until(() -> !again.events().isEmpty());
        again.cancel();
    }

    @Test
    void aRevisionFarAheadIsATypedEnd() {
        var ahead = new WatchClient(
                leader, WatchRequest.newBuilder().setFromRevision(100_000).build());
        assertThat(ahead.awaitEnd().getReason()).isEqualTo("REVISION_AHEAD");
        var negative = new WatchClient(
                leader, WatchRequest.newBuilder().setFromRevision(-1).build());
        assertThat(negative.awaitEnd().getReason()).isEqualTo("INVALID_REQUEST");
    }

    @Test
    void watchesAreBounded() {
        var watches = List.of(quiet(), quiet(), quiet());
        await().atMost(PATIENCE).until(() -> leader.metric("arbiter_watches") == 3);
        assertThat(quiet().awaitEnd().getReason()).isEqualTo("LIMIT_EXCEEDED");
        watches.get(0).cancel();
        await().atMost(PATIENCE).until(() -> leader.metric("arbiter_watches") == 2);
        var taken = quiet();
        await().atMost(PATIENCE).until(() -> leader.metric("arbiter_watches") == 3);
        List.of(watches.get(1), watches.get(2), taken).forEach(WatchClient::cancel);
    }

    private WatchClient quiet() {
        return new WatchClient(leader, WatchRequest.getDefaultInstance());
    }

    @Test
    void aFollowerGoesOnAfterASnapshotThatKeepsWhatWasMissed() {
        var watch = new WatchClient(
                follower, WatchRequest.newBuilder().setPrefix("orders").build());
        await().atMost(PATIENCE).until(() -> !watch.answers().isEmpty());
        cluster.cutOff(follower.log(), true);
        grantAndRelease("orders");
        installLeadersState();
        await().atMost(PATIENCE).until(() -> watch.events().size() == 2);
        grantAndRelease("orders");
        await().atMost(PATIENCE).until(() -> watch.events().size() == 4);
        assertThat(watch.events()).extracting(Event::getRevision).isSorted().doesNotHaveDuplicates();
        watch.cancel();
    }

    @Test
    void aFollowerEndsTheWatchAfterASnapshotThatForgotWhatWasMissed() {
        var watch = new WatchClient(
                follower, WatchRequest.newBuilder().setPrefix("orders").build());
        await().atMost(PATIENCE).until(() -> !watch.answers().isEmpty());
        cluster.cutOff(follower.log(), true);
        for (int i = 0; i < 10; i++) {
            grantAndRelease("orders");
        }
        installLeadersState();
        assertThat(watch.awaitEnd().getReason()).isEqualTo("HISTORY_COMPACTED");
    }

    private void installLeadersState() {
        cluster.installSnapshot(follower.log(), () -> {
            try {
                var out = new ByteArrayOutputStream();
                try (SnapshotSource frozen = leader.replica().freeze()) {
                    frozen.writeTo(out);
                }
                follower.replica().reset();
                follower.replica().restoreSnapshot(new ByteArrayInputStream(out.toByteArray()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private void grantAndRelease(String resource) {
        long token =
                leader.calls().acquire(acquire(resource, session)).getLease().getToken();
        leader.calls().release(release(resource, session, token));
    }
}
