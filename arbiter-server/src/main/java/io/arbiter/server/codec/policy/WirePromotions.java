package io.arbiter.server.codec.policy;

import io.arbiter.core.event.Event;
import io.arbiter.core.promotion.PromotionFailure;
import io.arbiter.core.promotion.PromotionState;

/** Promotions on the wire. */
public final class WirePromotions {
    private WirePromotions() {}

    /** Adds an event that a promotion causes. */
    static void change(io.arbiter.v1.Event.Builder proto, Event.Change change) {
        if (change instanceof Event.LeaseCondemned condemned) {
            proto.getLeaseCondemnedBuilder()
                    .setResource(condemned.name())
                    .setSessionId(condemned.session())
                    .setToken(condemned.token())
                    .setPromotionId(condemned.promotion());
        } else if (change instanceof Event.PromotionStepped stepped) {
            var builder = proto.getPromotionSteppedBuilder()
                    .setResource(stepped.name())
                    .setPromotionId(stepped.promotion())
                    .setState(state(stepped.state()))
                    .setFromRegion(stepped.fromRegion())
                    .setToRegion(stepped.toRegion())
                    .setToken(stepped.token());
            stepped.failure().ifPresent(why -> builder.setFailure(failure(why)));
            stepped.by()
                    .ifPresent(by -> builder.setActor(by.actor())
                            .setComment(by.comment())
                            .setIdentity(by.identity().identity()));
        } else if (change instanceof Event.CoolDownEnded ended) {
            proto.getCoolDownEndedBuilder().setResource(ended.name()).setPromotionId(ended.promotion());
        } else {
            throw new IllegalStateException("an event that the protocol does not know: " + change.getClass());
        }
    }

    /** The names are the same but for the prefix, which a test holds. */
    static io.arbiter.v1.PromotionState state(PromotionState state) {
        return io.arbiter.v1.PromotionState.valueOf("PROMOTION_STATE_" + state.name());
    }

    static io.arbiter.v1.PromotionFailure failure(PromotionFailure why) {
        return io.arbiter.v1.PromotionFailure.valueOf("PROMOTION_FAILURE_" + why.name());
    }
}
