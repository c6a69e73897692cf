package io.arbiter.client.internal.lease;

import io.arbiter.client.AsyncArbiterAdmin;
import io.arbiter.client.model.promotion.Promotion;
import io.arbiter.v1.LeaseInfo;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A holder's word that its storage is ready. A grant does not name its promotion: that is found by its token. */
final class PromotionConfirmation {
    private final AsyncArbiterAdmin admin;
    private final LeaseInfo grant;

    PromotionConfirmation(AsyncArbiterAdmin admin, LeaseInfo grant) {
        this.admin = admin;
        this.grant = grant;
    }

    /** Empty if no promotion granted this lease. */
    CompletableFuture<Optional<Promotion>> give() {
        return admin.promotion(grant.getResource(), 0)
                .thenCompose(newest -> newest.filter(promotion -> promotion.grantedToken() == grant.getToken())
                        .map(this::complete)
                        .orElse(CompletableFuture.completedFuture(Optional.empty())));
    }

    private CompletableFuture<Optional<Promotion>> complete(Promotion promotion) {
        return admin.completePromotion(grant.getResource(), grant.getSessionId(), grant.getToken(), promotion.id())
                .thenApply(Optional::of);
    }
}
