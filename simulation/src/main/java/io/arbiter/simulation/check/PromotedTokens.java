package io.arbiter.simulation.check;

import io.arbiter.core.event.Event;
import io.arbiter.core.machine.ApplyResult;
import io.arbiter.core.machine.State;
import io.arbiter.core.promotion.PromotionState;
import java.util.Set;
import java.util.stream.Collectors;

/** The grants of one command that people decided on by a promotion: neither a pause nor manual failover stops those. */
final class PromotedTokens {
    private PromotedTokens() {}

    static Set<Long> of(ApplyResult applied, State state) {
        return applied.events().stream()
                .map(Event::change)
                .filter(Event.PromotionStepped.class::isInstance)
                .map(Event.PromotionStepped.class::cast)
                .filter(step -> step.state() == PromotionState.GRANTED)
                .filter(step -> state.promotions()
                        .find(step.promotion())
                        .filter(promotion -> !promotion.request().isAutomated())
                        .isPresent())
                .map(Event.PromotionStepped::token)
                .collect(Collectors.toSet());
    }
}
