package io.arbiter.core.machine;

import io.arbiter.core.command.Command.CancelPromotion;
import io.arbiter.core.command.Command.CompletePromotion;
import io.arbiter.core.command.Command.EndPeriod;
import io.arbiter.core.command.Command.ExpireSession;
import io.arbiter.core.command.PromotionRequest;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Event;
import io.arbiter.core.event.Lease;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.promotion.Promotion;
import io.arbiter.core.promotion.PromotionFailure;
import io.arbiter.core.promotion.PromotionState;
import io.arbiter.core.promotion.PromotionStep;
import java.util.Optional;

/**
 * The life of a promotion: requested, cancelled, completed, and moved on when a leader's clock says so.
 *
 * <p>S2 and S3 rest on {@link Grants} and on one thing here: a condemned lease ends by its holder's word, by its
 * holder's proved death, by an operator's break, or when the condemnation has lasted as long as an expiry takes. Every
 * renewal applied after it names the lease, and a client that would not understand is not acknowledged; so what extends
 * the gate was sent before the condemnation was applied anywhere.
 */
final class PromotionTransitions {
    private final State state;
    private final Grants grants;
    private final PromotionProgress progress;
    private final SessionTransitions sessions;
    private final PromotionConditions conditions;

    PromotionTransitions(State state, Grants grants, PromotionProgress progress, SessionTransitions sessions) {
        this.state = state;
        this.sessions = sessions;
        this.grants = grants;
        this.progress = progress;
        this.conditions = new PromotionConditions(state);
    }

    /** A repeat finds the promotion of the first, whatever has become of it (S5). */
    Outcome request(ApplyContext step, PromotionRequest request) {
        Optional<Promotion> earlier = state.promotions.ofRequest(request);
        if (earlier.isPresent()) {
            return earlier.get()
                    .request()
                    .differenceFrom(request)
                    .<Outcome>map(term -> new Refusal.RepeatDiffers(term.getKey(), term.getValue()))
                    .orElseGet(() -> new Outcome.PromotionStored(earlier.get()));
        }
        Optional<Refusal> unmet = conditions.unmet(request).stream().findFirst();
        if (unmet.isPresent()) {
            return unmet.get();
        }
        Promotion promotion = recorded(step, request);
        progress.begin(step, promotion);
        set(step, promotion);
        return stored(promotion.id());
    }

    private Promotion recorded(ApplyContext step, PromotionRequest request) {
        Resource resource = state.resource(request.resource()).orElseThrow();
        var first = new PromotionStep(PromotionState.REQUESTED, step.index, step.wallMillis);
        Lease lease = resource.leaseOrNull();
        String from = lease != null
                ? lease.region()
                : resource.confinement()
                        .map(Resource.Confinement::region)
                        .or(() -> resource.lockDelay().map(Resource.LockDelay::region))
                        .orElse("");
        long token = lease != null
                ? lease.token()
                : resource.confinement()
                        .map(Resource.Confinement::token)
                        .or(() -> resource.lockDelay().map(Resource.LockDelay::token))
                        .orElse(0L);
        return new Promotion(state.promotions.nextId(), request, from, token, first);
    }

    private void set(ApplyContext step, Promotion promotion) {
        Resource resource = state.resource(promotion.resource()).orElseThrow();
        boolean drainable = resource.leaseOrNull() != null && !resource.isCondemned();
        if (drainable && promotion.request().drains()) {
            progress.drain(step, promotion);
        } else if (resource.leaseOrNull() != null || resource.lockDelayOrNull() != null) {
            progress.fence(step, promotion);
        } else {
            grants.grantNext(step, resource, 0);
        }
    }

    private Outcome stored(long id) {
        return new Outcome.PromotionStored(state.promotions.find(id).orElseThrow());
    }

    Outcome cancel(ApplyContext step, CancelPromotion command) {
        Promotion promotion = find(command.resource(), command.promotion()).orElse(null);
        if (promotion == null) {
            return new Refusal.PromotionUnknown(command.resource(), command.promotion());
        }
        if (promotion.state() == PromotionState.CANCELLED) {
            return new Outcome.PromotionStored(promotion);
        }
        if (!promotion.state().isBeforeGrant()) {
            return new Refusal.PromotionSettled(promotion);
        }
        progress.cancel(step, promotion, command.by());
        return stored(promotion.id());
    }

    private Optional<Promotion> find(String resource, long id) {
        return state.promotions.find(id).filter(found -> found.resource().equals(resource));
    }

    /** By the word of nobody but who holds the resource by this promotion. */
    Outcome complete(ApplyContext step, CompletePromotion command) {
        Promotion promotion =
                find(command.lease().resource(), command.promotion()).orElse(null);
        if (promotion == null) {
            return new Refusal.PromotionUnknown(command.lease().resource(), command.promotion());
        }
        boolean itsToken = promotion.grantedToken() == command.lease().token();
        if (promotion.state() == PromotionState.COMPLETED && itsToken) {
            return new Outcome.PromotionStored(promotion);
        }
        Optional<Outcome> stale = state.stale(command.lease());
        if (stale.isPresent()) {
            return stale.get();
        }
        if (promotion.state() != PromotionState.GRANTED || !itsToken) {
            return new Refusal.PromotionSettled(promotion);
        }
        progress.complete(step, promotion);
        return stored(promotion.id());
    }

    /** Conditional on what the leader saw, as every command that a clock proposes. */
    Outcome endPeriod(ApplyContext step, EndPeriod command) {
        Resource resource = state.resource(command.resource()).orElse(null);
        boolean passed = resource != null
                && switch (command.kind()) {
                    case CONDEMNATION -> endCondemned(step, resource, command.id());
                    case DRAIN -> endDrain(step, resource, command.id());
                    case COMPLETION -> endCompletion(step, resource, command.id());
                    case COOL_DOWN -> endCoolDown(step, resource, command.id());
                };
        return passed ? new Outcome.PeriodEnded() : new Refusal.ConditionFailed();
    }

    /**
     * A session that was not renewed since has been silent for as long as it takes to expire, and does: its client may
     * be one that is not acknowledged because it does not understand, and would be again once the lease is gone.
     */
    private boolean endCondemned(ApplyContext step, Resource resource, long token) {
        Resource.Condemnation condemned =
                resource.condemnation().filter(c -> c.token() == token).orElse(null);
        if (condemned == null) {
            return false;
        }
        var silent = new ExpireSession(condemned.session(), condemned.renewals());
        if (sessions.expire(step, silent) instanceof Refusal) {
            grants.endUnreleased(step, resource, EndReason.CONDEMNED);
        }
        return true;
    }

    private boolean endDrain(ApplyContext step, Resource resource, long id) {
        Promotion promotion = in(resource, id, PromotionState.DRAINING);
        if (promotion != null && promotion.request().forces()) {
            progress.fence(step, promotion);
        } else if (promotion != null) {
            progress.fail(step, promotion, PromotionFailure.DRAIN_TIMEOUT);
        }
        return promotion != null;
    }

    private boolean endCompletion(ApplyContext step, Resource resource, long id) {
        Promotion promotion = in(resource, id, PromotionState.GRANTED);
        if (promotion != null) {
            progress.fail(step, promotion, PromotionFailure.NOT_COMPLETED);
        }
        return promotion != null;
    }

    /** Null if the open promotion of the resource is another one, or in another state. */
    private Promotion in(Resource resource, long id, PromotionState expected) {
        return state.promotions
                .ofResource(resource.name())
                .filter(open -> open.id() == id && open.state() == expected)
                .orElse(null);
    }

    private boolean endCoolDown(ApplyContext step, Resource resource, long id) {
        boolean current = resource.coolDown().filter(c -> c.promotion() == id).isPresent();
        if (current) {
            resource.setCoolDown(null);
            step.emit(new Event.CoolDownEnded(resource.name(), id));
            state.forgetIfIdle(resource);
        }
        return current;
    }
}
