package io.arbiter.server.service.grpc;

import static io.arbiter.server.testing.Requests.acquire;
import static io.arbiter.server.testing.Requests.await;
import static io.arbiter.server.testing.Requests.info;
import static io.arbiter.server.testing.Requests.openSession;
import static io.arbiter.server.testing.Requests.release;
import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.rpc.ErrorInfo;
import io.arbiter.v1.AcquireResponse;
import io.arbiter.v1.CancelPromotionRequest;
import io.arbiter.v1.CompletePromotionRequest;
import io.arbiter.v1.CondemnedLease;
import io.arbiter.v1.ErrorReason;
import io.arbiter.v1.ExplainRequest;
import io.arbiter.v1.GetPromotionRequest;
import io.arbiter.v1.GrantBasis;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.ListPromotionsRequest;
import io.arbiter.v1.PromotionInfo;
import io.arbiter.v1.PromotionMode;
import io.arbiter.v1.PromotionObstacle;
import io.arbiter.v1.PromotionState;
import io.arbiter.v1.PromotionStep;
import io.arbiter.v1.RenewSessionRequest;
import io.arbiter.v1.RequestPromotionRequest;
import io.grpc.StatusRuntimeException;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class PromotionCallsTest extends ClusterTest {
    private static RequestPromotionRequest request(String id, String resource, PromotionMode mode) {
        return RequestPromotionRequest.newBuilder()
                .setRequestId(id)
                .setResource(resource)
                .setToRegion("us-west")
                .setMode(mode)
                .setAcceptDataLoss(mode != PromotionMode.PROMOTION_MODE_GRACEFUL)
                .setActor("alice")
                .setComment("us-east is patched")
                .build();
    }

    private static final PromotionMode GRACEFUL = PromotionMode.PROMOTION_MODE_GRACEFUL;
    private static final PromotionMode FORCED = PromotionMode.PROMOTION_MODE_FORCED;

    private long session(String client, String region) {
        return leader.calls()
                .openSession(openSession(client).toBuilder().setRegion(region).build())
                .getSessionId();
    }

    private ErrorInfo refusal(Supplier<Object> call) {
        return info(catchThrowableOfType(StatusRuntimeException.class, call::get));
    }

    private PromotionInfo promote(RequestPromotionRequest request) {
        return follower.calls().requestPromotion(request).getPromotion();
    }

    private PromotionInfo get(String resource) {
        return leader.calls()
                .getPromotion(
                        GetPromotionRequest.newBuilder().setResource(resource).build())
                .getPromotion();
    }

    /** A holder in the east, and the wait of a session in the west. */
    private ListenableFuture<AcquireResponse> contested(long east, long west, String resource) {
        leader.calls().acquire(acquire(resource, east));
        ListenableFuture<AcquireResponse> wait = follower.futures().acquire(await(resource, west));
        awaitWaiters(resource, 1);
        return wait;
    }

    @Test
    void aGracefulOneEndsWithTheNewHoldersWord() throws Exception {
        long east = session("east", "us-east");
        long west = session("west", "us-west");
        var wait = contested(east, west, "orders");
        PromotionInfo asked = promote(request("p", "orders", GRACEFUL));
        assertThat(asked.getState()).isEqualTo(PromotionState.PROMOTION_STATE_DRAINING);
        assertThat(promote(request("p", "orders", GRACEFUL))).as("a repeat").isEqualTo(asked);
        assertThat(get("orders").getRemainingMillis()).isBetween(1L, 60_000L);
        leader.calls().release(release("orders", east, 1));
        LeaseInfo granted = wait.get().getLease();
        assertThat(granted.getSessionId()).isEqualTo(west);
        var done = CompletePromotionRequest.newBuilder()
                .setResource("orders")
                .setSessionId(west)
                .setToken(granted.getToken())
                .setPromotionId(asked.getPromotionId())
                .build();
        PromotionInfo completed = leader.calls().completePromotion(done).getPromotion();
        assertThat(completed.getStepsList())
                .extracting(PromotionStep::getState)
                .containsExactly(
                        PromotionState.PROMOTION_STATE_REQUESTED,
                        PromotionState.PROMOTION_STATE_DRAINING,
                        PromotionState.PROMOTION_STATE_GRANTED,
                        PromotionState.PROMOTION_STATE_COMPLETED);
        assertThat(get("orders")).isEqualTo(completed);
        assertThat(completed.getActor()).isEqualTo("alice");
        assertThat(completed.getFromRegion()).isEqualTo("us-east");
    }

    /** The holder renews, and says that it understands; it never lets go. */
    @Test
    void aForcedOneGrantsWhenTheGateIsClosed() {
        long east = leader.calls()
                .openSession(openSession("east").toBuilder().setTtlMillis(3_000).build())
                .getSessionId();
        var wait = contested(east, session("west", "us-west"), "orders");
        PromotionInfo asked = promote(request("p", "orders", FORCED));
        var renewal = RenewSessionRequest.newBuilder().setSessionId(east);
        assertThat(refusal(() -> leader.calls().renewSession(renewal.build())).getReason())
                .isEqualTo("LEASE_CONDEMNED");
        var renewed =
                follower.calls().renewSession(renewal.setClosesCondemned(true).build());
        assertThat(renewed.getCondemnedList())
                .containsExactly(CondemnedLease.newBuilder()
                        .setResource("orders")
                        .setToken(1)
                        .setPromotionId(asked.getPromotionId())
                        .build());
        assertThat(renewed.getHoldings().getLeasesList()).isEmpty();
        assertThat(renewed.getHoldings().getNewestToken()).isEqualTo(1);
        assertThat(refusal(() -> leader.calls().acquire(acquire("orders", east)))
                        .getReason())
                .isEqualTo("LEASE_CONDEMNED");
        assertThat(wait).succeedsWithin(PATIENCE).satisfies(granted -> {
            assertThat(granted.getLease().getToken()).isEqualTo(2);
            assertThat(granted.getLease().getBasis())
                    .isIn(GrantBasis.GRANT_BASIS_CONDEMNED, GrantBasis.GRANT_BASIS_EXPIRED);
        });
        assertThat(get("orders").getState()).isEqualTo(PromotionState.PROMOTION_STATE_GRANTED);
    }

    @Test
    void everythingInTheWayIsToldAndNothingIsChanged() {
        contested(session("east", "us-east"), session("west", "us-west"), "orders");
        PromotionInfo open = promote(request("p", "orders", GRACEFUL));
        var question = request("", "", FORCED).toBuilder()
                .setAcceptDataLoss(false)
                .setExpectedToken(9)
                .setToRegion("us-east");
        var told = follower.calls()
                .explain(ExplainRequest.newBuilder()
                        .setResource("orders")
                        .setPromotion(question)
                        .build());
        assertThat(told.getObstaclesList())
                .extracting(PromotionObstacle::getReason)
                .containsExactly(
                        ErrorReason.PROMOTION_OPEN,
                        ErrorReason.STALE_TOKEN,
                        ErrorReason.ALREADY_IN_REGION,
                        ErrorReason.NOBODY_WAITS,
                        ErrorReason.DATA_LOSS_NOT_ACCEPTED);
        assertThat(told.getObstacles(0).getEarliestMillis()).isBetween(1L, 60_000L);
        assertThat(told.getPromotion().getPromotionId()).isEqualTo(open.getPromotionId());
        assertThat(get("orders").getStepsList()).hasSize(2);
    }

    @Test
    void itIsCancelledOnceAndTheLedgerIsRead() {
        long east = session("east", "us-east");
        long west = session("west", "us-west");
        for (int i = 0; i < 3; i++) {
            contested(east, west, "tenants/" + i);
            promote(request("p" + i, "tenants/" + i, GRACEFUL));
        }
        long id = get("tenants/1").getPromotionId();
        var cancel = CancelPromotionRequest.newBuilder()
                .setResource("tenants/1")
                .setPromotionId(id)
                .setActor("bob")
                .setComment("not today")
                .build();
        PromotionInfo cancelled = follower.calls().cancelPromotion(cancel).getPromotion();
        assertThat(cancelled.getCancelledByActor()).isEqualTo("bob");
        assertThat(follower.calls().cancelPromotion(cancel).getPromotion()).isEqualTo(cancelled);
        assertThat(refusal(() -> leader.calls()
                                .cancelPromotion(
                                        cancel.toBuilder().setPromotionId(77).build()))
                        .getReason())
                .isEqualTo("PROMOTION_UNKNOWN");
        var page = leader.calls()
                .listPromotions(ListPromotionsRequest.newBuilder()
                        .setPrefix("tenants/")
                        .setPageSize(2)
                        .build());
        assertThat(page.getPromotionsList())
                .extracting(PromotionInfo::getResource)
                .containsExactly("tenants/2", "tenants/1");
        assertThat(page.getMore()).isTrue();
        var rest = leader.calls()
                .listPromotions(ListPromotionsRequest.newBuilder()
                        .setBeforePromotionId(page.getPromotions(1).getPromotionId())
                        .build());
        assertThat(rest.getPromotionsList())
                .extracting(PromotionInfo::getResource)
                .containsExactly("tenants/0");
        assertThat(leader.calls()
                        .listPromotions(ListPromotionsRequest.newBuilder()
                                .setOpenOnly(true)
                                .build())
                        .getPromotionsCount())
                .isEqualTo(2);
    }

    @Test
    void badInputIsNamed() {
        var unspecified = request("p", "orders", PromotionMode.PROMOTION_MODE_UNSPECIFIED);
        assertThat(refusal(() -> promote(unspecified)).getMetadataMap()).containsEntry("field", "mode");
        var nowhere = request("p", "orders", GRACEFUL).toBuilder()
                .setToRegion("us-eats")
                .build();
        assertThat(refusal(() -> promote(nowhere)).getReason()).isEqualTo("UNKNOWN_REGION");
        assertThat(refusal(() -> promote(request("p", "orders", GRACEFUL))).getReason())
                .isEqualTo("NOBODY_WAITS");
        var silent = request("p", "orders", GRACEFUL).toBuilder().clearComment().build();
        assertThat(refusal(() -> promote(silent)).getMetadataMap()).containsEntry("field", "comment");
    }
}
