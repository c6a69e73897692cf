package io.arbiter.server.read;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.PeriodKind;
import io.arbiter.core.command.PromotionRequest;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.promotion.Promotion;
import io.arbiter.core.promotion.PromotionState;
import io.arbiter.server.codec.policy.WirePromotions;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.RefusalFailures;
import io.arbiter.server.replica.View;
import io.arbiter.v1.ErrorReason;
import io.arbiter.v1.ExplainRequest;
import io.arbiter.v1.ExplainResponse;
import io.arbiter.v1.GetPromotionRequest;
import io.arbiter.v1.GetPromotionResponse;
import io.arbiter.v1.ListPromotionsRequest;
import io.arbiter.v1.ListPromotionsResponse;
import io.arbiter.v1.PromotionInfo;
import io.arbiter.v1.PromotionObstacle;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;

/** Answers about promotions, from a view of the state. The requests have been checked. */
public final class PromotionReads {
    private static final int DEFAULT_PAGE = 100;
    private static final Comparator<Promotion> NEWEST_FIRST =
            Comparator.comparingLong(Promotion::id).reversed();

    private PromotionReads() {}

    public static GetPromotionResponse get(View view, GetPromotionRequest request) {
        var answer = GetPromotionResponse.newBuilder().setRevision(LeaseReads.revision(view));
        find(view, request).ifPresent(promotion -> answer.setPromotion(info(view, promotion)));
        return answer.build();
    }

    private static Optional<Promotion> find(View view, GetPromotionRequest request) {
        var ledger = view.state().promotions();
        if (request.getPromotionId() != 0) {
            return ledger.find(request.getPromotionId())
                    .filter(promotion -> promotion.resource().equals(request.getResource()));
        }
        return ledger.ofResource(request.getResource())
                .or(() -> ledger.ended().stream()
                        .filter(promotion -> promotion.resource().equals(request.getResource()))
                        .max(Comparator.comparingLong(Promotion::id)));
    }

    public static ListPromotionsResponse list(View view, ListPromotionsRequest request, Visible visible) {
        var ledger = view.state().promotions();
        int size = request.getPageSize() == 0 ? DEFAULT_PAGE : request.getPageSize();
        List<Promotion> page = Stream.concat(
                        ledger.open().values().stream(),
                        request.getOpenOnly() ? Stream.empty() : ledger.ended().stream())
                .filter(promotion ->
                        request.getBeforePromotionId() == 0 || promotion.id() < request.getBeforePromotionId())
                .filter(promotion -> promotion.resource().startsWith(request.getPrefix()))
                .filter(promotion -> visible.shows(promotion.resource()))
                .sorted(NEWEST_FIRST)
                .limit(size + 1L)
                .toList();
        return ListPromotionsResponse.newBuilder()
                .setRevision(LeaseReads.revision(view))
                .addAllPromotions(page.stream()
                        .limit(size)
                        .map(promotion -> info(view, promotion))
                        .toList())
                .setMore(page.size() > size)
                .build();
    }

    private static PromotionInfo info(View view, Promotion promotion) {
        PromotionInfo info = WirePromotions.info(promotion);
        OptionalLong left = LeaseReads.millis(remaining(view, promotion));
        return left.isEmpty()
                ? info
                : info.toBuilder().setRemainingMillis(left.getAsLong()).build();
    }

    private static OptionalLong remaining(View view, Promotion promotion) {
        if (promotion.state() == PromotionState.DRAINING) {
            return view.remainingNanos(promotion.resource(), PeriodKind.DRAIN);
        }
        if (promotion.state() == PromotionState.FENCING) {
            return view.remainingNanos(promotion.resource(), PeriodKind.CONDEMNATION);
        }
        return promotion.state() == PromotionState.GRANTED
                ? view.remainingNanos(promotion.resource(), PeriodKind.COMPLETION)
                : OptionalLong.empty();
    }

    /**
     * The promotion that is asked about: who asks, why, and under which id makes no difference.
     *
     * @throws RuntimeException if its shape is wrong
     */
    static PromotionRequest question(ExplainRequest request) {
        return WirePromotions.request(
                request.getPromotion().toBuilder()
                        .setResource(request.getResource())
                        .setRequestId("preview")
                        .setActor("preview")
                        .setComment("preview")
                        .build(),
                Principal.NOBODY);
    }

    /** What is under way, and everything that stands in the way of the promotion that is asked about. */
    static void explain(View view, ExplainRequest request, ExplainResponse.Builder answer) {
        view.state()
                .promotions()
                .ofResource(request.getResource())
                .ifPresent(open -> answer.setPromotion(info(view, open)));
        if (request.hasPromotion()) {
            view.state()
                    .obstacles(question(request))
                    .forEach(refusal -> answer.addObstacles(obstacle(view, request.getResource(), refusal)));
        }
    }

    private static PromotionObstacle obstacle(View view, String resource, Refusal refusal) {
        CallException failure = refusal.accept(new RefusalFailures());
        var obstacle = PromotionObstacle.newBuilder()
                .setReason(ErrorReason.valueOf(failure.reason().name()))
                .setDetail(failure.getMessage());
        if (refusal instanceof Refusal.CoolingDown) {
            LeaseReads.millis(view.remainingNanos(resource, PeriodKind.COOL_DOWN))
                    .ifPresent(obstacle::setEarliestMillis);
        } else if (refusal instanceof Refusal.PromotionOpen other) {
            LeaseReads.millis(remaining(view, other.open())).ifPresent(obstacle::setEarliestMillis);
        }
        return obstacle.build();
    }
}
