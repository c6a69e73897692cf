package io.arbiter.server.service.grpc;

import static io.arbiter.server.testing.Requests.acquire;
import static io.arbiter.server.testing.Requests.await;
import static io.arbiter.server.testing.Requests.info;
import static io.arbiter.server.testing.Requests.openSession;
import static io.arbiter.server.testing.Requests.release;
import static io.arbiter.testsupport.Patience.PATIENCE;
import static io.arbiter.v1.ExplainResponse.Condition.Code.CODE_CONFINED;
import static io.arbiter.v1.ExplainResponse.Condition.Code.CODE_HELD;
import static io.arbiter.v1.ExplainResponse.Condition.Code.CODE_OUTSIDE_POLICY;
import static io.arbiter.v1.ExplainResponse.Condition.Code.CODE_QUEUED_BEHIND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.groups.Tuple.tuple;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.rpc.ErrorInfo;
import io.arbiter.v1.AcquireResponse;
import io.arbiter.v1.BreakLeaseRequest;
import io.arbiter.v1.ChangePoliciesRequest;
import io.arbiter.v1.ExplainRequest;
import io.arbiter.v1.ExplainResponse;
import io.arbiter.v1.ExplainResponse.Condition;
import io.arbiter.v1.Failover;
import io.arbiter.v1.FirstAcquire;
import io.arbiter.v1.GetLeaseRequest;
import io.arbiter.v1.GetPoliciesRequest;
import io.arbiter.v1.GetPoliciesResponse;
import io.arbiter.v1.Policy;
import io.arbiter.v1.PolicyFinding;
import io.arbiter.v1.PreviewPoliciesRequest;
import io.arbiter.v1.PreviewPoliciesResponse;
import io.arbiter.v1.PromotionTimes;
import io.arbiter.v1.WaiterInfo;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class PolicyCallsTest extends ClusterTest {
    private static final Policy EAST_ONLY =
            Policy.newBuilder().setScope("orders").addAllowedRegions("us-east").build();
    private static final Policy MANUAL = Policy.newBuilder()
            .setScope("orders")
            .setFailover(Failover.FAILOVER_MANUAL)
            .build();

    private static final GetLeaseRequest ORDERS =
            GetLeaseRequest.newBuilder().setResource("orders").build();

    private static ChangePoliciesRequest change(long version, Policy... puts) {
        var request = ChangePoliciesRequest.newBuilder()
                .setExpectedVersion(version)
                .setActor("ops")
                .setComment("residency");
        for (Policy put : puts) {
            request.addPuts(put);
        }
        return request.build();
    }

    private long openIn(String region) {
        return leader.calls()
                .openSession(openSession(region).toBuilder().setRegion(region).build())
                .getSessionId();
    }

    /** Opens a session that holds the resource, and lets it expire. */
    private void holdAndDie() {
        leader.calls()
                .openSession(openSession("dead").toBuilder()
                        .setTtlMillis(1_000)
                        .addAcquires(FirstAcquire.newBuilder().setResource("orders"))
                        .build());
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> leader.calls().getLease(ORDERS).hasConfinement());
    }

    private static ErrorInfo refusal(Supplier<?> call) {
        return info(catchThrowableOfType(StatusRuntimeException.class, call::get));
    }

    private ExplainResponse explain(String region) {
        return leader.calls()
                .explain(ExplainRequest.newBuilder()
                        .setResource("orders")
                        .setRegion(region)
                        .build());
    }

    private static PromotionTimes times(long coolDownMillis, long drainMillis, long completionMillis) {
        return PromotionTimes.newBuilder()
                .setCoolDownMillis(coolDownMillis)
                .setDrainMillis(drainMillis)
                .setCompletionMillis(completionMillis)
                .build();
    }

    /** What is left out has its default, and 0 is a cool-down. */
    @Test
    void eachTimeOfPromotionsIsPutByItself() {
        var noCoolDown = EAST_ONLY.toBuilder()
                .setPromotion(PromotionTimes.newBuilder().setCoolDownMillis(0))
                .build();
        follower.calls().changePolicies(change(0, noCoolDown));
        assertThat(leader.calls()
                        .getPolicies(GetPoliciesRequest.getDefaultInstance())
                        .getPolicies(0)
                        .getPolicy()
                        .getPromotion())
                .isEqualTo(times(0, 60_000, 300_000));
        var noDrain = EAST_ONLY.toBuilder()
                .setPromotion(PromotionTimes.newBuilder().setDrainMillis(0))
                .build();
        assertThatThrownBy(() -> follower.calls().changePolicies(change(1, noDrain)))
                .hasMessageContaining("drain_millis");
    }

    @Test
    void anyNodePutsReadsAndDeletes() {
        assertThat(follower.calls().changePolicies(change(0, EAST_ONLY)).getVersion())
                .isEqualTo(1);
        assertThat(follower.calls().changePolicies(change(0, EAST_ONLY)).getVersion())
                .as("a repeat")
                .isEqualTo(1);
        GetPoliciesResponse read = follower.calls().getPolicies(GetPoliciesRequest.getDefaultInstance());
        assertThat(read.getVersion()).isEqualTo(1);
        assertThat(read.getPolicies(0).getPolicy())
                .isEqualTo(EAST_ONLY.toBuilder()
                        .setFailover(Failover.FAILOVER_AUTOMATIC)
                        .setMinTtlMillis(1_000)
                        .setMaxTtlMillis(3_600_000)
                        .setPromotion(times(600_000, 60_000, 300_000))
                        .build());
        var ofResource = GetPoliciesRequest.newBuilder();
        assertThat(leader.calls()
                        .getPolicies(ofResource.setResource("orders").build())
                        .getPoliciesList())
                .hasSize(1);
        assertThat(leader.calls()
                        .getPolicies(ofResource.setResource("users").build())
                        .getPoliciesList())
                .isEmpty();
        var deletion = change(1).toBuilder().addDeletes("orders").build();
        assertThat(leader.calls().changePolicies(deletion).getVersion()).isEqualTo(2);
        assertThat(refusal(() -> leader.calls().changePolicies(change(1, EAST_ONLY))))
                .satisfies(why -> assertThat(why.getReason()).isEqualTo("POLICY_VERSION_MISMATCH"))
                .satisfies(why -> assertThat(why.getMetadataMap()).containsEntry("actual", "2"));
    }

    @Test
    void whatIsWrongIsNamedAndNothingIsChanged() {
        assertThat(refusal(() -> leader.calls()
                                .changePolicies(change(
                                        0,
                                        EAST_ONLY,
                                        Policy.newBuilder()
                                                .addAllowedRegions("mars")
                                                .build())))
                        .getReason())
                .isEqualTo("UNKNOWN_REGION");
        var unknown = Policy.newBuilder().setScope("a").setFailoverValue(9).build();
        assertThat(refusal(() -> leader.calls().changePolicies(change(0, unknown)))
                        .getMetadataMap())
                .containsEntry("field", "failover");
        var preview = PreviewPoliciesRequest.newBuilder();
        assertThat(refusal(() -> leader.calls()
                                .previewPolicies(preview.addPuts(unknown).build()))
                        .getMetadataMap())
                .containsEntry("field", "failover");
        assertThat(refusal(() -> leader.calls()
                                .previewPolicies(preview.clear()
                                        .addPuts(MANUAL)
                                        .addDeletes("orders")
                                        .build()))
                        .getMetadataMap())
                .containsEntry("field", "scope");
        assertThat(leader.calls()
                        .getPolicies(GetPoliciesRequest.getDefaultInstance())
                        .getVersion())
                .isZero();
    }

    @Test
    void whoIsOutsideIsToldBeforeAndAfter() throws Exception {
        long west = openIn("us-west");
        leader.calls().acquire(acquire("orders", west));
        long waiting = leader.calls()
                .openSession(
                        openSession("waiting").toBuilder().setRegion("us-west").build())
                .getSessionId();
        ListenableFuture<AcquireResponse> wait = follower.futures().acquire(await("orders", waiting));
        awaitWaiters("orders", 1);
        PreviewPoliciesResponse preview = follower.calls()
                .previewPolicies(
                        PreviewPoliciesRequest.newBuilder().addPuts(EAST_ONLY).build());
        assertThat(preview.getFindingsList())
                .extracting(PolicyFinding::getKind, PolicyFinding::getSessionId, PolicyFinding::getAllowed)
                .containsExactly(
                        tuple(PolicyFinding.Kind.KIND_KEEPS_LEASE, west, "us-east"),
                        tuple(PolicyFinding.Kind.KIND_LOSES_WAIT, waiting, "us-east"));
        assertThat(wait).as("a preview changes nothing").isNotDone();
        leader.calls().changePolicies(change(0, EAST_ONLY));
        var ended = catchThrowableOfType(ExecutionException.class, wait::get);
        assertThat(info(ended.getCause()).getReason()).isEqualTo("OUTSIDE_POLICY");
        assertThat(info(ended.getCause()).getMetadataMap())
                .containsEntry("field", "region")
                .containsEntry("found", "us-west")
                .containsEntry("allowed", "us-east");
        assertThat(leader.calls()
                        .previewPolicies(PreviewPoliciesRequest.getDefaultInstance())
                        .getFindingsList())
                .extracting(PolicyFinding::getKind)
                .containsExactly(PolicyFinding.Kind.KIND_KEEPS_LEASE);
        assertThat(explain("us-west").getConditionsList())
                .extracting(Condition::getCode)
                .contains(CODE_OUTSIDE_POLICY, CODE_HELD);
        assertThat(explain("us-east").getConditionsList())
                .extracting(Condition::getCode)
                .doesNotContain(CODE_OUTSIDE_POLICY);
        assertThat(explain("us-east").getConditionsList())
                .anyMatch(condition -> condition.getDetail().contains("forbids by now"));
    }

    @Test
    void whoIsPreferredIsAheadOfWhoCameFirst() {
        leader.calls()
                .changePolicies(change(
                        0,
                        Policy.newBuilder()
                                .setScope("orders")
                                .addPreferredRegions("us-west")
                                .build()));
        leader.calls().acquire(acquire("orders", open("holder")));
        leader.futures().acquire(await("orders", open("east")));
        awaitWaiters("orders", 1);
        assertThat(explain("us-west").getConditionsList())
                .extracting(Condition::getCode)
                .doesNotContain(CODE_QUEUED_BEHIND);
        leader.futures().acquire(await("orders", openIn("us-west")));
        awaitWaiters("orders", 2);
        assertThat(explain("us-east").getWaitersList())
                .extracting(WaiterInfo::getRegion)
                .containsExactly("us-west", "us-east");
        assertThat(explain("us-east").getConditionsList())
                .extracting(Condition::getCode)
                .containsExactly(CODE_HELD, CODE_QUEUED_BEHIND);
    }

    @Test
    void anExpiredLeaseStaysInItsRegionUntilAnOperatorBreaksItsToken() {
        leader.calls().changePolicies(change(0, MANUAL));
        long steady = openIn("us-east");
        leader.calls().acquire(acquire("orders", steady));
        assertThat(explain("us-west").getConditionsList())
                .anyMatch(condition -> condition.getCode() == CODE_HELD && !condition.hasEarliestMillis());
        leader.calls().release(release("orders", steady, 1));
        holdAndDie();
        assertThat(leader.calls().getLease(ORDERS).getConfinement().getRegion()).isEqualTo("us-east");
        long west = openIn("us-west");
        ListenableFuture<AcquireResponse> wait = leader.futures().acquire(await("orders", west));
        awaitWaiters("orders", 1);
        assertThat(explain("us-west").getConditionsList())
                .extracting(Condition::getCode)
                .containsExactly(CODE_CONFINED);
        assertThat(explain("us-east").getConditionsList())
                .as("a newcomer there would be granted it now")
                .isEmpty();
        long other = leader.calls()
                .openSession(
                        openSession("other").toBuilder().setRegion("us-west").build())
                .getSessionId();
        assertThat(refusal(() -> leader.calls().acquire(acquire("orders", other)))
                        .getReason())
                .isEqualTo("CONFINED_TO_REGION");
        var order = BreakLeaseRequest.newBuilder()
                .setResource("orders")
                .setExpectedToken(2)
                .setActor("ops")
                .setComment("the region is gone")
                .build();
        assertThat(follower.calls().breakLease(order).getNext().getSessionId()).isEqualTo(west);
        assertThat(wait).succeedsWithin(PATIENCE);
    }
}
