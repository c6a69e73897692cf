package io.arbiter.server.service;

import static io.arbiter.server.testing.Requests.acquire;
import static io.arbiter.server.testing.Requests.await;
import static io.arbiter.server.testing.Requests.openSession;
import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.v1.ExplainRequest;
import io.arbiter.v1.ExplainResponse;
import io.arbiter.v1.ExplainResponse.Condition;
import io.arbiter.v1.ListLeasesRequest;
import io.arbiter.v1.ListSessionsRequest;
import io.arbiter.v1.RequestHandoverRequest;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ExplainTest extends ClusterTest {
    @Test
    void nothingStandsBeforeAFreeResource() {
        open("c");
        assertThat(codes("")).isEmpty();
        assertThat(codes("us-east")).isEmpty();
        assertThat(codes("us-west")).containsExactly("NO_SESSION");
    }

    @Test
    void aHeldResourceSaysForHowLong() {
        leader.calls().acquire(acquire("orders", open("c")));
        ExplainResponse answer = explain("");
        assertThat(answer.getConditionsList()).extracting(Condition::getCode).containsExactly("HELD");
        assertThat(answer.getRemainingMillis()).isBetween(1L, 60_600L);
        assertThat(answer.getConditions(0).getEarliestMillis()).isEqualTo(answer.getRemainingMillis());
        assertThat(codes("us-east")).containsExactly("NO_WAITER", "HELD");
    }

    @Test
    void theQueueAndAHandoverAreConditions() {
        leader.calls().acquire(acquire("orders", open("holder")));
        long west = leader.calls().openSession(openSession("west").toBuilder().setRegion("us-west").build())
                .getSessionId();
        leader.futures().acquire(await("orders", open("waiter")));
        awaitWaiters("orders", 1);
        leader.futures().acquire(await("orders", west));
        awaitWaiters("orders", 2);
        assertThat(codes("us-west")).containsExactly("HELD", "QUEUED_BEHIND");
        assertThat(codes("us-east")).containsExactly("HELD");
        follower.calls().requestHandover(RequestHandoverRequest.newBuilder().setResource("orders")
                .setExpectedToken(1).setToSessionId(west).setActor("ops").build());
        assertThat(codes("us-west")).containsExactly("HANDOVER_PENDING", "HELD");
        assertThat(codes("")).containsExactly("HANDOVER_PENDING", "HELD", "QUEUED_BEHIND");
    }

    @Test
    void aSilentHoldersResourceRestsAndThenPassesOn() {
        long silent = leader.calls().openSession(openSession("silent").toBuilder().setTtlMillis(1_000)
                .setLockDelayMillis(1_500).build()).getSessionId();
        leader.calls().acquire(acquire("orders", silent));
        Awaitility.await().atMost(PATIENCE).until(() -> codes("").equals(List.of("LOCK_DELAY")));
        assertThat(explain("").getConditions(0).getEarliestMillis()).isBetween(0L, 1_500L);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> codes("").isEmpty());
    }

    @Test
    void listsComeInPages() {
        long session = open("c");
        List.of("a", "ab", "abc", "b").forEach(name -> leader.calls().acquire(acquire(name, session)));
        var first = follower.calls().listLeases(ListLeasesRequest.newBuilder().setPrefix("a").setPageSize(2).build());
        assertThat(first.getRowsList()).extracting(row -> row.getLease().getResource()).containsExactly("a", "ab");
        assertThat(first.getMore()).isTrue();
        var rest = follower.calls().listLeases(ListLeasesRequest.newBuilder().setPrefix("a").setPageSize(2)
                .setAfterResource("ab").build());
        assertThat(rest.getRowsList()).extracting(row -> row.getLease().getResource()).containsExactly("abc");
        assertThat(rest.getMore()).isFalse();
        open("d");
        var sessions = follower.calls().listSessions(ListSessionsRequest.newBuilder().setPageSize(1).build());
        assertThat(sessions.getSessions(0).getLeases()).isEqualTo(4);
        assertThat(sessions.getMore()).isTrue();
    }

    private List<String> codes(String region) {
        return explain(region).getConditionsList().stream().map(Condition::getCode).toList();
    }

    private ExplainResponse explain(String region) {
        return follower.calls().explain(ExplainRequest.newBuilder().setResource("orders").setRegion(region).build());
    }
}
