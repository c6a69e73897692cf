package io.arbiter.server.service.grpc;

import static io.arbiter.server.testing.Requests.acquire;
import static io.arbiter.server.testing.Requests.await;
import static io.arbiter.server.testing.Requests.openSession;
import static io.arbiter.v1.ExplainResponse.Condition.Code.CODE_HANDOVER_PENDING;
import static io.arbiter.v1.ExplainResponse.Condition.Code.CODE_HELD;
import static io.arbiter.v1.ExplainResponse.Condition.Code.CODE_LOCK_DELAY;
import static io.arbiter.v1.ExplainResponse.Condition.Code.CODE_NO_SESSION;
import static io.arbiter.v1.ExplainResponse.Condition.Code.CODE_NO_WAITER;
import static io.arbiter.v1.ExplainResponse.Condition.Code.CODE_QUEUED_BEHIND;
import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.v1.ExplainRequest;
import io.arbiter.v1.ExplainResponse;
import io.arbiter.v1.ExplainResponse.Condition;
import io.arbiter.v1.ListLeasesRequest;
import io.arbiter.v1.ListSessionsRequest;
import io.arbiter.v1.RequestHandoverRequest;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ExplainTest extends ClusterTest {
    @Test
    void nothingStandsBeforeAFreeResource() {
        open("c");
        assertThat(codes("")).isEmpty();
        assertThat(codes("us-east")).isEmpty();
        assertThat(codes("us-west")).containsExactly(CODE_NO_SESSION);
    }

    @Test
    void aHeldResourceSaysForHowLong() {
        leader.calls().acquire(acquire("orders", open("c")));
        ExplainResponse answer = explain("");
        assertThat(answer.getConditionsList()).extracting(Condition::getCode).containsExactly(CODE_HELD);
        assertThat(answer.getRemainingMillis()).isBetween(1L, 60_600L);
        assertThat(answer.getConditions(0).getEarliestMillis()).isEqualTo(answer.getRemainingMillis());
        assertThat(codes("us-east")).containsExactly(CODE_NO_WAITER, CODE_HELD);
    }

    @Test
    void theQueueAndAHandoverAreConditions() {
        leader.calls().acquire(acquire("orders", open("holder")));
        long west = leader.calls()
                .openSession(
                        openSession("west").toBuilder().setRegion("us-west").build())
                .getSessionId();
        leader.futures().acquire(await("orders", open("waiter")));
        awaitWaiters("orders", 1);
        leader.futures().acquire(await("orders", west));
        awaitWaiters("orders", 2);
        assertThat(codes("us-west")).containsExactly(CODE_HELD, CODE_QUEUED_BEHIND);
        assertThat(codes("us-east")).containsExactly(CODE_HELD);
        follower.calls()
                .requestHandover(RequestHandoverRequest.newBuilder()
                        .setResource("orders")
                        .setExpectedToken(1)
                        .setToSessionId(west)
                        .setActor("ops")
                        .build());
        assertThat(codes("us-west")).containsExactly(CODE_HANDOVER_PENDING, CODE_HELD);
        assertThat(codes("")).containsExactly(CODE_HANDOVER_PENDING, CODE_HELD, CODE_QUEUED_BEHIND);
    }

    @Test
    void aSilentHoldersResourceRestsAndThenPassesOn() {
        long silent = leader.calls()
                .openSession(openSession("silent").toBuilder()
                        .setTtlMillis(1_000)
                        .setLockDelayMillis(1_500)
                        .build())
                .getSessionId();
        leader.calls().acquire(acquire("orders", silent));
        Awaitility.await().atMost(PATIENCE).until(() -> codes("").equals(List.of(CODE_LOCK_DELAY)));
        assertThat(explain("").getConditions(0).getEarliestMillis()).isBetween(0L, 1_500L);
        Awaitility.await().until(() -> codes("").isEmpty());
    }

    @Test
    void listsComeInPages() {
        long session = open("c");
        List.of("a", "ab", "abc", "b").forEach(name -> leader.calls().acquire(acquire(name, session)));
        var first = follower.calls()
                .listLeases(ListLeasesRequest.newBuilder()
                        .setPrefix("a")
                        .setPageSize(2)
                        .build());
        assertThat(first.getRowsList())
                .extracting(row -> row.getLease().getResource())
                .containsExactly("a", "ab");
        assertThat(first.getMore()).isTrue();
        var rest = follower.calls()
                .listLeases(ListLeasesRequest.newBuilder()
                        .setPrefix("a")
                        .setPageSize(2)
                        .setAfterResource("ab")
                        .build());
        assertThat(rest.getRowsList())
                .extracting(row -> row.getLease().getResource())
                .containsExactly("abc");
        assertThat(rest.getMore()).isFalse();
        open("d");
        var sessions = follower.calls()
                .listSessions(ListSessionsRequest.newBuilder().setPageSize(1).build());
        assertThat(sessions.getSessions(0).getLeases()).isEqualTo(4);
        assertThat(sessions.getMore()).isTrue();
    }

    private List<Condition.Code> codes(String region) {
        return explain(region).getConditionsList().stream()
                .map(Condition::getCode)
                .toList();
    }

    private ExplainResponse explain(String region) {
        return follower.calls()
                .explain(ExplainRequest.newBuilder()
                        .setResource("orders")
                        .setRegion(region)
                        .build());
    }
}
