package io.arbiter.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.ArbiterAdmin;
import io.arbiter.client.ArbiterClient;
import io.arbiter.client.Lease;
import io.arbiter.client.LeaseChange;
import io.arbiter.client.LeaseLostException;
import io.arbiter.client.RefusedException;
import io.arbiter.client.model.promotion.Promotion;
import io.arbiter.client.model.promotion.PromotionMode;
import io.arbiter.client.model.promotion.PromotionObstacle;
import io.arbiter.client.model.promotion.PromotionRequest;
import io.arbiter.client.model.promotion.PromotionState;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Promotions by the client library, whose holders take part, against a whole arbiter. */
@ExtendWith(ArbiterExtension.class)
class PromotionAdminTest {
    /** In real time: a holder learns what it is asked with its next renewal. */
    private static final Duration TTL = Duration.ofSeconds(3);

    private static final Duration WAIT = Duration.ofMinutes(50);
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static PromotionRequest request(String id, PromotionMode mode, boolean acceptDataLoss) {
        return new PromotionRequest(
                id, "orders", "us-west", mode, false, 0, acceptDataLoss, false, "us-east is patched", "ops");
    }

    /** A session of the west waits for it. */
    private static CompletableFuture<Lease> waits(ArbiterClient west) {
        CompletableFuture<Lease> wait = west.acquireAsync("orders", WAIT);
        await().atMost(PATIENCE)
                .until(() ->
                        !west.admin().explain("orders", "").status().waiters().isEmpty());
        return wait;
    }

    /** The holder's library shuts its gate and hands over; the new holder confirms. */
    @Test
    void theLibraryHandsOverAndTheLedgerKeepsIt(TestArbiter arbiter) throws Exception {
        try (ArbiterClient east = arbiter.client("us-east").ttl(TTL).build();
                ArbiterClient west = arbiter.client("us-west").ttl(TTL).build()) {
            Lease held = east.acquire("orders", Duration.ZERO);
            CompletableFuture<Lease> wait = waits(west);
            ArbiterAdmin admin = west.admin();
            Promotion asked = admin.requestPromotion(request("p", PromotionMode.GRACEFUL, false));
            assertThat(asked.state()).isEqualTo(PromotionState.DRAINING);
            assertThat(asked.remaining()).isEmpty();
            assertThat(admin.promotion("orders", asked.id()).orElseThrow().remaining())
                    .isPresent();
            Lease moved = wait.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(moved.token()).isGreaterThan(held.token());
            assertThat(held.isOpen()).isFalse();
            assertThat(moved.confirmPromotion().orElseThrow().state()).isEqualTo(PromotionState.COMPLETED);
            assertThat(moved.confirmPromotion()).as("again").isPresent();
            assertThatThrownBy(held::confirmPromotion).isInstanceOf(LeaseLostException.class);
            Promotion done = admin.promotion("orders", 0).orElseThrow();
            assertThat(done.state()).isEqualTo(PromotionState.COMPLETED);
            assertThat(done.request()).isEqualTo(asked.request());
            assertThat(admin.promotions("", false, 0, 0).rows()).containsExactly(done);
        }
    }

    @Test
    void whoWasNotPromotedHasNothingToConfirm(TestArbiter arbiter) {
        try (ArbiterClient east = arbiter.client("us-east").ttl(TTL).build()) {
            assertThat(east.acquire("orders", Duration.ZERO).confirmPromotion()).isEmpty();
        }
    }

    /** The gate is shut with the next renewal, for good; another lease of the same session goes on. */
    @Test
    void aCondemnedLeaseIsLostAndTheOthersLiveOn(TestArbiter arbiter) throws Exception {
        try (ArbiterClient east = arbiter.client("us-east").ttl(TTL).build();
                ArbiterClient west = arbiter.client("us-west").ttl(TTL).build()) {
            Lease held = east.acquire("orders", Duration.ZERO);
            Lease other = east.acquire("users", Duration.ZERO);
            CompletableFuture<Lease> wait = waits(west);
            ArbiterAdmin admin = west.admin();
            PromotionRequest careless = request("c", PromotionMode.FORCED, false);
            assertThat(admin.explainPromotion(careless))
                    .extracting(PromotionObstacle::reason)
                    .containsExactly("DATA_LOSS_NOT_ACCEPTED");
            assertThatThrownBy(() -> admin.requestPromotion(careless))
                    .isInstanceOfSatisfying(
                            RefusedException.class,
                            refused -> assertThat(refused.reason()).isEqualTo("DATA_LOSS_NOT_ACCEPTED"));
            var causes = new LinkedBlockingQueue<LeaseChange.Cause>();
            held.addListener(change -> causes.add(change.cause()));
            Promotion asked = admin.requestPromotion(request("p", PromotionMode.FORCED, true));
            Lease moved = wait.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(held.isOpen()).isFalse();
            await().atMost(PATIENCE).until(() -> causes.contains(LeaseChange.Cause.CONDEMNED));
            assertThat(other.isOpen()).isTrue();
            assertThat(moved.isOpen()).isTrue();
            assertThat(admin.promotion("orders", asked.id()).orElseThrow().state())
                    .isEqualTo(PromotionState.GRANTED);
        }
    }
}
