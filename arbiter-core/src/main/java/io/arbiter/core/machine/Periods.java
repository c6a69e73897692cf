package io.arbiter.core.machine;

import io.arbiter.core.command.PeriodKind;
import io.arbiter.core.policy.PromotionTerms;
import io.arbiter.core.promotion.Period;
import io.arbiter.core.promotion.PromotionState;
import java.util.ArrayList;
import java.util.List;

/** The periods that a replica's clock watches for a resource, as they follow from the state. */
final class Periods {
    private Periods() {}

    static List<Period> running(State state, String name) {
        var running = new ArrayList<Period>();
        Resource resource = state.resource(name).orElse(null);
        if (resource != null) {
            resource.condemnation()
                    .ifPresent(c -> running.add(new Period(PeriodKind.CONDEMNATION, c.token(), c.nanos())));
            resource.coolDown().ifPresent(c -> running.add(new Period(PeriodKind.COOL_DOWN, c.promotion(), c.nanos())));
        }
        state.promotions.ofResource(name).ifPresent(open -> {
            PromotionTerms terms = state.policies().promotionTerms(name);
            if (open.state() == PromotionState.DRAINING) {
                running.add(new Period(PeriodKind.DRAIN, open.id(), terms.drainMillis() * 1_000_000L));
            } else if (open.state() == PromotionState.GRANTED) {
                running.add(new Period(PeriodKind.COMPLETION, open.id(), terms.completionMillis() * 1_000_000L));
            }
        });
        return running;
    }
}
