package io.arbiter.core.machine;

import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.command.PromotionRequest.Mode;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Event;
import io.arbiter.core.event.GrantBasis;
import io.arbiter.core.event.Lease;
import io.arbiter.core.promotion.Promotion;
import io.arbiter.core.promotion.PromotionFailure;
import io.arbiter.core.promotion.PromotionState;
import io.arbiter.core.promotion.PromotionStep;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of the open promotion of a resource when something happens to its lease or its queue. Grants and ends
 * nothing itself: {@link Grants} asks it whom to grant a resource next, and tells it what was done.
 */
final class PromotionProgress {
    private final State state;

    PromotionProgress(State state) {
        this.state = state;
    }

    /** The open promotion of the resource that has granted nothing yet. */
    Optional<Promotion> pending(Resource resource) {
        return state.promotions
                .ofResource(resource.name())
                .filter(promotion -> promotion.state().isBeforeGrant());
    }

    /** Whom a promotion wants to be granted the resource before all others; null if there is none. */
    Session successor(Resource resource) {
        return pending(resource)
                .map(promotion -> firstOf(promotion.request().toRegion(), resource))
                .orElse(null);
    }

    /** The first of the region in the queue; null if there is none. Rights and policy were asked when it queued. */
    Session firstOf(String region, Resource resource) {
        for (long waiting : resource.queue()) {
            Session session = state.session(waiting).orElseThrow();
            if (session.spec().region().equals(region)) {
                return session;
            }
        }
        return null;
    }

    /** Whom the holder is to be asked to hand over to; 0 if a promotion asks for nothing. */
    long wish(Resource resource) {
        return pending(resource)
                .filter(promotion -> promotion.state() == PromotionState.DRAINING)
                .map(promotion -> successor(resource))
                .map(Session::id)
                .orElse(0L);
    }

    /** The lease is about to end, and nobody inherits it. Only a holder's word is good enough for one that drains. */
    void ending(ApplyContext step, Resource resource, EndReason reason) {
        Promotion open = state.promotions.ofResource(resource.name()).orElse(null);
        if (open == null) {
            return;
        }
        boolean word = reason == EndReason.RELEASED || reason == EndReason.TRANSFERRED;
        if (open.state() == PromotionState.GRANTED) {
            fail(step, open, PromotionFailure.GRANTEE_GONE);
        } else if (open.state() == PromotionState.DRAINING && !word) {
            if (open.request().forces()) {
                advance(step, open.with(at(step, PromotionState.FENCING)), Optional.empty());
            } else {
                fail(step, open, PromotionFailure.HOLDER_GONE);
            }
        }
    }

    /** The resource was granted: to the target, or to an heir of the holder or of the target. */
    void granted(ApplyContext step, Resource resource) {
        Promotion open = state.promotions.ofResource(resource.name()).orElse(null);
        if (open == null) {
            return;
        }
        Lease lease = resource.leaseOrNull();
        boolean toTarget = lease.region().equals(open.request().toRegion());
        if (open.state() == PromotionState.GRANTED && toTarget) {
            state.promotions.put(open.grantedAs(lease.token()));
        } else if (open.state() == PromotionState.GRANTED) {
            fail(step, open, PromotionFailure.GRANTEE_GONE);
        } else if (toTarget && open.request().mode() == Mode.GRACEFUL && lease.basis() == GrantBasis.TAKEN_OVER) {
            fail(step, open, PromotionFailure.HOLDER_GONE);
        } else if (toTarget) {
            advance(step, open.granted(at(step, PromotionState.GRANTED), lease.token()), Optional.empty());
            startCoolDown(resource, open);
        } else {
            ask(resource);
        }
    }

    private void startCoolDown(Resource resource, Promotion promotion) {
        long millis = state.policies().promotionTerms(resource.name()).coolDownMillis();
        resource.setCoolDown(millis == 0 ? null : new Resource.CoolDown(promotion.id(), millis * 1_000_000L));
    }

    /** A session left the queue. */
    void waiterLeft(ApplyContext step, Resource resource) {
        pending(resource)
                .filter(promotion -> firstOf(promotion.request().toRegion(), resource) == null)
                .ifPresent(promotion -> fail(step, promotion, PromotionFailure.TARGET_GONE));
    }

    /** Machines begin no failover that is paused or manual, and end none either. */
    void stopAutomated(ApplyContext step) {
        for (Promotion promotion : List.copyOf(state.promotions.open().values())) {
            if (promotion.request().isAutomated() && promotion.state().isBeforeGrant()) {
                forbidden(promotion).ifPresent(why -> fail(step, promotion, why));
            }
        }
    }

    private Optional<PromotionFailure> forbidden(Promotion promotion) {
        if (state.policy.isPaused(promotion.resource())) {
            return Optional.of(PromotionFailure.PAUSED);
        }
        return state.policies().isFailoverManual(promotion.resource())
                ? Optional.of(PromotionFailure.FAILOVER_MANUAL)
                : Optional.empty();
    }

    void begin(ApplyContext step, Promotion promotion) {
        advance(step, promotion, Optional.of(promotion.request().by()));
    }

    /** Asks the holder to hand over. */
    void drain(ApplyContext step, Promotion promotion) {
        advance(step, promotion.with(at(step, PromotionState.DRAINING)), Optional.empty());
        ask(state.resource(promotion.resource()).orElseThrow());
    }

    /** Has the gate of the holder closed, if there is one; how long that takes at most is known. */
    void fence(ApplyContext step, Promotion promotion) {
        advance(step, promotion.with(at(step, PromotionState.FENCING)), Optional.empty());
        Resource resource = state.resource(promotion.resource()).orElseThrow();
        Lease lease = resource.leaseOrNull();
        if (lease != null && !resource.isCondemned()) {
            Session holder = state.session(lease.session()).orElseThrow();
            resource.setCondemnation(new Resource.Condemnation(
                    lease.token(),
                    holder.id(),
                    holder.renewals(),
                    promotion.id(),
                    holder.spec().silenceNanos()));
            resource.setLease(lease.withHandoverTo(0));
            holder.addHoldingsChange();
            step.emit(new Event.LeaseCondemned(resource.name(), holder.id(), lease.token(), promotion.id()));
        }
    }

    void fail(ApplyContext step, Promotion promotion, PromotionFailure why) {
        advance(step, promotion.failed(at(step, PromotionState.FAILED), why), Optional.empty());
        askNoLonger(promotion);
    }

    void cancel(ApplyContext step, Promotion promotion, OperatorAction by) {
        advance(step, promotion.cancelled(at(step, PromotionState.CANCELLED), by), Optional.of(by));
        askNoLonger(promotion);
    }

    void complete(ApplyContext step, Promotion promotion) {
        advance(step, promotion.with(at(step, PromotionState.COMPLETED)), Optional.empty());
    }

    /** Only what the promotion asked for: a new holder may have been asked by an operator since. */
    private void askNoLonger(Promotion before) {
        if (before.state() == PromotionState.DRAINING) {
            ask(state.resource(before.resource()).orElseThrow());
        }
    }

    /** Has the lease say what the holder is asked for by now. */
    private void ask(Resource resource) {
        Lease lease = resource.leaseOrNull();
        long wish = wish(resource);
        if (lease != null && lease.handoverTo() != wish) {
            resource.setLease(lease.withHandoverTo(wish));
            state.session(lease.session()).orElseThrow().addHoldingsChange();
        }
    }

    private static PromotionStep at(ApplyContext step, PromotionState reached) {
        return new PromotionStep(reached, step.index, step.wallMillis);
    }

    private void advance(ApplyContext step, Promotion promotion, Optional<OperatorAction> by) {
        state.promotions.put(promotion);
        step.emit(new Event.PromotionStepped(
                promotion.resource(),
                promotion.id(),
                promotion.state(),
                promotion.fromRegion(),
                promotion.request().toRegion(),
                promotion.grantedToken(),
                promotion.failure(),
                by));
    }
}
