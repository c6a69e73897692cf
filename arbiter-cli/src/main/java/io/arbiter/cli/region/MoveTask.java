package io.arbiter.cli.region;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.cluster.Deadline;
import io.arbiter.cli.cluster.Failure;
import io.arbiter.client.ArbiterAdmin;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.model.Consistency;
import io.arbiter.client.model.Waiter;
import io.arbiter.client.model.promotion.Promotion;
import io.arbiter.client.model.promotion.PromotionObstacle;
import io.arbiter.client.model.promotion.PromotionRequest;
import io.arbiter.client.model.promotion.PromotionState;
import io.arbiter.v1.ErrorReason;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** Promotes one resource, and follows that until the target holds it. */
final class MoveTask {
    private static final Duration LOOK = Duration.ofMillis(250);
    private static final Set<ExitCode> REFUSALS =
            Set.of(ExitCode.REFUSED, ExitCode.DENIED, ExitCode.USAGE, ExitCode.NOT_FOUND);

    private final ArbiterAdmin admin;
    private final Move move;
    private final BiFunction<String, String, PromotionRequest> requests;
    private final Deadline left;

    /** @param requests makes a request of a resource and its target */
    MoveTask(ArbiterAdmin admin, Move move, BiFunction<String, String, PromotionRequest> requests, Deadline left) {
        this.admin = admin;
        this.move = move;
        this.requests = requests;
        this.left = left;
    }

    /** Changes nothing. */
    Moved preview() {
        return attempt(to -> {
            List<PromotionObstacle> obstacles =
                    answer(() -> admin.explainPromotion(requests.apply(move.resource(), to)));
            return obstacles.isEmpty()
                    ? new Moved(move, to, Moved.Outcome.WOULD_MOVE, "", "")
                    : Moved.notMoved(
                            move,
                            to,
                            obstacles.get(0).reason(),
                            obstacles.get(0).detail());
        });
    }

    Moved carryOut() {
        return attempt(to -> {
            Promotion promotion = begin(to);
            while (!isSettled(promotion.state())) {
                if (left.remaining().isZero()) {
                    return new Moved(
                            move, to, Moved.Outcome.PENDING, promotion.state().name(), "");
                }
                left.pause(LOOK);
                long id = promotion.id();
                promotion = answer(() -> admin.promotion(move.resource(), id))
                        .orElseThrow(() -> CliException.builder(ExitCode.NOT_FOUND, "PROMOTION_UNKNOWN")
                                .message("promotion " + id + " is not remembered any more")
                                .build());
            }
            return ended(promotion, to);
        });
    }

    private Moved attempt(Function<String, Moved> act) {
        String to = move.to();
        try {
            if (to.isEmpty()) {
                Optional<String> waits = whoWaits();
                if (waits.isEmpty()) {
                    return Moved.notMoved(move, "", ErrorReason.NOBODY_WAITS.name(), "nobody waits elsewhere");
                }
                to = waits.get();
            }
            return act.apply(to);
        } catch (CliException failed) {
            return new Moved(
                    move,
                    to,
                    REFUSALS.contains(failed.code()) ? Moved.Outcome.NOT_MOVED : Moved.Outcome.NOT_KNOWN,
                    failed.reason(),
                    failed.getMessage());
        }
    }

    private Optional<String> whoWaits() {
        return answer(() -> admin.getLease(move.resource(), Consistency.LINEARIZABLE)).waiters().stream()
                .map(Waiter::region)
                .filter(region -> !region.equals(move.from()))
                .findFirst();
    }

    /** One that is under way to the same region is followed: an interrupted command began it. */
    private Promotion begin(String to) {
        PromotionRequest request = requests.apply(move.resource(), to);
        try {
            return answer(() -> admin.requestPromotion(request));
        } catch (CliException refused) {
            if (!refused.reason().equals(ErrorReason.PROMOTION_OPEN.name())) {
                throw refused;
            }
            return answer(() -> admin.promotion(move.resource(), 0))
                    .filter(open -> open.request().toRegion().equals(to))
                    .orElseThrow(() -> refused);
        }
    }

    private static boolean isSettled(PromotionState state) {
        return state.isFinal() || state == PromotionState.GRANTED;
    }

    private Moved ended(Promotion promotion, String to) {
        return switch (promotion.state()) {
            case COMPLETED -> new Moved(move, to, Moved.Outcome.COMPLETED, "", "");
            case GRANTED -> new Moved(move, to, Moved.Outcome.GRANTED, "", "");
            default ->
                Moved.notMoved(
                        move,
                        to,
                        promotion
                                .failure()
                                .map(Enum::name)
                                .orElse(promotion.state().name()),
                        "promotion " + promotion.id() + " came to nothing");
        };
    }

    /** The library makes a request without an answer again, at every node, until the command's time limit is over. */
    private static <T> T answer(Supplier<T> call) {
        try {
            return call.get();
        } catch (ArbiterException e) {
            throw Failure.of(e);
        }
    }
}
