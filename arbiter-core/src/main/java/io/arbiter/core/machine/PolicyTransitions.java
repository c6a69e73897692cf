package io.arbiter.core.machine;

import io.arbiter.core.command.Command.ChangePolicies;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.event.Event;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.policy.Policies;
import java.util.List;

/**
 * Changes of policies. S2 and S3 rest on none of this: a policy only ever keeps {@link Grants} from a grant that these
 * would allow, and ends no lease, because the gate of its holder may be open.
 */
final class PolicyTransitions {
    private final State state;
    private final Grants grants;
    private final PromotionProgress promotions;

    PolicyTransitions(State state, Grants grants, PromotionProgress promotions) {
        this.state = state;
        this.promotions = promotions;
        this.grants = grants;
    }

    /** A repeat finds everything as it asks for, whatever version that has by now (S5). */
    Outcome change(ApplyContext step, ChangePolicies command) {
        Policies now = state.policies();
        if (now.isAsAsked(command.change())) {
            return new Outcome.PoliciesChanged(now.version());
        }
        if (command.change().expectedVersion() != now.version()) {
            return new Refusal.PolicyVersionMismatch(command.change().expectedVersion(), now.version());
        }
        Policies next = now.with(command.change());
        if (next.size() > Policies.MAX) {
            return new Refusal.LimitExceeded("policies", Policies.MAX);
        }
        take(step, now, next, command.by());
        return new Outcome.PoliciesChanged(next.version());
    }

    private void take(ApplyContext step, Policies now, Policies next, OperatorAction by) {
        state.policy.set(next);
        now.differences(next)
                .forEach(scope -> step.emit(new Event.PolicyChanged(
                        scope, next.version(), !next.byScope().containsKey(scope), by)));
        promotions.stopAutomated(step);
        endForbiddenWaits(step);
        liftConfinements(step, by);
    }

    /** So that nobody waits who is not allowed to, and a grant from the queue need not ask. */
    private void endForbiddenWaits(ApplyContext step) {
        for (Session session : state.sessions().values()) {
            for (String name : List.copyOf(session.waits())) {
                state.policy.violation(session, name).ifPresent(violation -> {
                    grants.leaveQueue(step, state.resourceOrNew(name), session);
                    step.emit(new Event.WaitForbidden(
                            name,
                            session.id(),
                            violation.scope(),
                            violation.version(),
                            violation.field(),
                            violation.found()));
                });
            }
        }
    }

    /** Frees what nothing confines any more, and grants it to whoever waits. */
    void liftConfinements(ApplyContext step, OperatorAction by) {
        for (String name : state.policy.confined()) {
            Resource resource = state.resourceOrNew(name);
            if (!state.policy.staysInRegion(name, resource.lastEnd())) {
                grants.liftConfinement(step, resource, by);
            }
        }
    }
}
