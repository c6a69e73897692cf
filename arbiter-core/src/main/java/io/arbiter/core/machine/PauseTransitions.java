package io.arbiter.core.machine;

import io.arbiter.core.command.Command.ChangePauses;
import io.arbiter.core.event.Event;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.pause.Pause;
import io.arbiter.core.pause.Pauses;
import io.arbiter.core.policy.Scopes;
import java.util.Optional;

/**
 * Pauses of failover, begun and ended. As policies do, a pause only ever keeps {@link Grants} from a grant that these
 * would allow: it confines what ends while it lasts, and its end frees whatever nothing else confines.
 */
final class PauseTransitions {
    private final State state;
    private final PolicyTransitions policies;
    private final PromotionProgress promotions;

    PauseTransitions(State state, PolicyTransitions policies, PromotionProgress promotions) {
        this.state = state;
        this.promotions = promotions;
        this.policies = policies;
    }

    /** A repeat finds everything as it asks for; a late one names a version that has passed (S5). */
    Outcome change(ApplyContext step, ChangePauses command) {
        Pauses now = state.pauses();
        Optional<Pause> stored = now.at(command.scope());
        Optional<Outcome> settled = command.paused() ? paused(command, stored) : resumed(command, stored);
        if (settled.isPresent()) {
            return settled.get();
        }
        if (command.expectedVersion() != now.version()) {
            return new Refusal.PausesVersionMismatch(command.expectedVersion(), now.version());
        }
        if (command.paused() && now.size() >= Pauses.MAX) {
            return new Refusal.LimitExceeded("pauses", Pauses.MAX);
        }
        if (command.paused()) {
            pause(step, new Pause(command.scope(), command.by(), step.wallMillis, now.version() + 1));
        } else {
            resume(step, stored.orElseThrow(), command);
        }
        return new Outcome.PausesChanged(now.version() + 1);
    }

    private Optional<Outcome> paused(ChangePauses command, Optional<Pause> stored) {
        return stored.map(pause -> pause.by().equals(command.by())
                ? new Outcome.PausesChanged(state.pauses().version())
                : new Refusal.AlreadyPaused(pause));
    }

    private Optional<Outcome> resumed(ChangePauses command, Optional<Pause> stored) {
        if (stored.isPresent()) {
            return Optional.empty();
        }
        long version = state.pauses().version();
        return Optional.of(
                command.expectedVersion() < version
                        ? new Outcome.PausesChanged(version)
                        : new Refusal.NotPaused(command.scope()));
    }

    private void pause(ApplyContext step, Pause pause) {
        state.policy.set(state.pauses().with(pause));
        step.emit(new Event.FailoverPaused(pause));
        promotions.stopAutomated(step);
        for (Resource resource : state.resources().tailMap(pause.scope(), true).values()) {
            if (!resource.name().startsWith(pause.scope())) {
                break;
            }
            if (Scopes.covers(pause.scope(), resource.name())) {
                confineAtRest(step, resource);
            }
        }
    }

    /** Its lease expired before the pause, and the grant to whoever follows would come in the middle of it. */
    private static void confineAtRest(ApplyContext step, Resource resource) {
        Resource.LockDelay rest = resource.lockDelayOrNull();
        if (rest != null && resource.confinement().isEmpty()) {
            resource.setConfinement(
                    new Resource.Confinement(rest.region(), rest.session(), rest.token(), rest.owner()));
            step.emit(new Event.LeaseConfined(resource.name(), rest.region(), rest.token()));
        }
    }

    private void resume(ApplyContext step, Pause ended, ChangePauses command) {
        Pauses next = state.pauses().without(ended.scope());
        state.policy.set(next);
        step.emit(new Event.FailoverResumed(ended, next.version(), command.by()));
        policies.liftConfinements(step, command.by());
    }
}
