package io.arbiter.server.service.grpc;

import static io.arbiter.server.testing.Requests.acquire;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.ByteString;
import com.google.rpc.ErrorInfo;
import io.arbiter.server.testing.Requests;
import io.arbiter.v1.AcquireResponse;
import io.arbiter.v1.AcquireStep;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.CommitStepsRequest;
import io.arbiter.v1.CommitStepsResponse;
import io.arbiter.v1.Event;
import io.arbiter.v1.GetLeaseRequest;
import io.arbiter.v1.GetRecordRequest;
import io.arbiter.v1.PutRecordStep;
import io.arbiter.v1.ReleaseStep;
import io.arbiter.v1.Step;
import io.arbiter.v1.WatchRequest;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Several steps in one commit, over the service. */
class CommitStepsTest extends ClusterTest {
    private static Step acquireStep(String resource) {
        return Step.newBuilder()
                .setAcquire(AcquireStep.newBuilder().setResource(resource))
                .build();
    }

    private static Step put(String resource, String value) {
        return Step.newBuilder()
                .setPutRecord(PutRecordStep.newBuilder().setResource(resource).setValue(ByteString.copyFromUtf8(value)))
                .build();
    }

    private static Step release(String resource, long token) {
        return Step.newBuilder()
                .setRelease(ReleaseStep.newBuilder().setResource(resource).setToken(token))
                .build();
    }

    private static CommitStepsRequest commit(long session, long number, Step... steps) {
        return CommitStepsRequest.newBuilder()
                .setSessionId(session)
                .setNumber(number)
                .addAllSteps(List.of(steps))
                .build();
    }

    private static String reason(Runnable call) {
        return Requests.reason(catchThrowableOfType(StatusRuntimeException.class, call::run));
    }

    @Test
    void allStepsHaveTheirEffectAtOneRevision() {
        long session = open("c");
        long before = leader.calls()
                .getLease(GetLeaseRequest.newBuilder().setResource("orders").build())
                .getRevision();
        CommitStepsRequest request =
                commit(session, 1, acquireStep("orders"), put("orders", "x"), release("orders", 0));
        CommitStepsResponse first = follower.calls().commitSteps(request);
        assertThat(first.getResultsList()).hasSize(3);
        long token = first.getResults(0).getAcquire().getToken();
        var record = follower.calls()
                .getRecord(GetRecordRequest.newBuilder().setResource("orders").build())
                .getRecord();
        assertThat(record.getValue().toStringUtf8()).isEqualTo("x");
        assertThat(record.getToken()).isEqualTo(token);
        assertThat(record.getVersion())
                .isEqualTo(first.getResults(1).getPutRecord().getVersion());

        assertThat(leader.calls().commitSteps(request))
                .as("a repeat, at another node")
                .isEqualTo(first);

        var changes = new ArrayList<Event>();
        var events = leader.calls()
                .watch(WatchRequest.newBuilder()
                        .setPrefix("orders")
                        .setFromRevision(before + 1)
                        .build());
        while (changes.isEmpty()) {
            changes.addAll(events.next().getEventsList());
        }
        assertThat(changes)
                .extracting(Event::getKindCase)
                .containsExactly(
                        Event.KindCase.LEASE_GRANTED, Event.KindCase.RECORD_CHANGED, Event.KindCase.LEASE_ENDED);
        assertThat(changes).extracting(Event::getRevision).containsOnly(first.getRevision());
    }

    @Test
    void aRefusedStepIsTheErrorOfAllAndNoneIsCarriedOut() {
        long session = open("c");
        long other = open("other");
        leader.calls().acquire(acquire("held", other));
        assertThat(reason(() -> follower.calls()
                        .commitSteps(commit(session, 1, acquireStep("free"), put("free", "x"), acquireStep("held")))))
                .isEqualTo("LEASE_HELD");
        assertThat(leader.calls()
                        .getLease(
                                GetLeaseRequest.newBuilder().setResource("free").build())
                        .hasLease())
                .isFalse();
        assertThat(leader.calls()
                        .getRecord(GetRecordRequest.newBuilder()
                                .setResource("free")
                                .build())
                        .hasRecord())
                .isFalse();
        assertThat(leader.calls()
                        .commitSteps(commit(session, 1, acquireStep("free")))
                        .getResultsCount())
                .as("the number is free")
                .isEqualTo(1);
    }

    @Test
    void whoWaitsForWhatAStepReleasesHearsOfIt() throws Exception {
        long session = open("c");
        long waiter = open("waiter");
        long token =
                leader.calls().acquire(acquire("orders", session)).getLease().getToken();
        var granted = ArbiterGrpc.newFutureStub(follower.channel()).acquire(Requests.await("orders", waiter));
        awaitWaiters("orders", 1);
        leader.calls().commitSteps(commit(session, 1, release("orders", token), acquireStep("stock")));
        AcquireResponse answer = answer(granted);
        assertThat(answer.getLease().getSessionId()).isEqualTo(waiter);
        assertThat(answer.getLease().getToken()).isEqualTo(token + 1);
    }

    @Test
    void badStepsAreRefusedWithTheField() {
        long session = open("c");
        for (CommitStepsRequest bad : List.of(
                commit(session, 1),
                commit(session, 0, acquireStep("r")),
                commit(session, 1, Step.getDefaultInstance()),
                commit(session, 1, put("r", "x")),
                commit(session, 1, acquireStep("")),
                commit(session, 1, acquireStep("r ")))) {
            ErrorInfo info = Requests.info(catchThrowableOfType(
                    StatusRuntimeException.class, () -> leader.calls().commitSteps(bad)));
            assertThat(info.getReason()).isEqualTo("INVALID_REQUEST");
            assertThat(info.getMetadataMap()).containsKeys("field", "expected");
        }
        var another = commit(session, 1, acquireStep("r"), release("r", 0));
        leader.calls().commitSteps(commit(session, 1, acquireStep("r"), put("r", "x"), release("r", 0)));
        assertThat(reason(() -> leader.calls().commitSteps(another))).isEqualTo("REPEAT_DIFFERS");
    }
}
