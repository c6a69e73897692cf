package io.arbiter.core.machine;

import io.arbiter.core.auth.Permission;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.Command.Acquire;
import io.arbiter.core.command.Command.BreakLease;
import io.arbiter.core.command.Command.CancelWait;
import io.arbiter.core.command.Command.EndLockDelay;
import io.arbiter.core.command.Command.Release;
import io.arbiter.core.command.Command.RequestHandover;
import io.arbiter.core.command.Command.Transfer;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Event;
import io.arbiter.core.event.Lease;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.policy.Violation;
import io.arbiter.core.promotion.Promotion;
import java.util.Optional;
import java.util.OptionalLong;

/** A lease's life: acquired or queued for, released, handed over, broken. */
final class LeaseTransitions {
    private final State state;
    private final Limits limits;
    private final Grants grants;
    private final PromotionProgress promotions;

    LeaseTransitions(State state, Limits limits, Grants grants, PromotionProgress promotions) {
        this.promotions = promotions;
        this.state = state;
        this.limits = limits;
        this.grants = grants;
    }

    Outcome acquire(ApplyContext step, Acquire command) {
        Session session = state.session(command.session()).orElse(null);
        return session == null
                ? state.absent(command.session())
                : acquire(step, session, command.resource(), command.queue(), command.attempt());
    }

    Outcome acquire(ApplyContext step, Session session, String name, boolean queue, long attempt) {
        Resource resource = state.resource(name).orElse(null);
        if (resource != null && resource.isHeldBy(session.id()) && resource.isCondemned()) {
            return condemned(resource);
        }
        if (resource != null && resource.isHeldBy(session.id())) {
            return new Outcome.LeaseAcquired(resource.leaseOrNull());
        }
        if (!state.mayAcquire(session, name)) {
            return new Refusal.PermissionDenied(session.spec().owner(), Permission.ACQUIRE, name);
        }
        Optional<Violation> forbidden = state.policy.violation(session, name);
        if (forbidden.isPresent()) {
            return new Refusal.OutsidePolicy(name, forbidden.get());
        }
        boolean free = resource == null || resource.isFreeFor(session.spec().region());
        if (!free && !queue) {
            return unavailable(resource);
        }
        boolean queued = resource != null && resource.isAwaitedBy(session.id());
        Optional<Outcome> tooMany = queued ? Optional.empty() : limitReached(step, session, resource, free);
        if (tooMany.isPresent()) {
            return tooMany.get();
        }
        return free
                ? new Outcome.LeaseAcquired(grants.grant(step, state.resourceOrNew(name), session))
                : enqueue(resource, session, attempt);
    }

    /** Its own holder must not open the gate of that lease again, and cannot have another one before it has ended. */
    static Refusal condemned(Resource resource) {
        return new Refusal.LeaseCondemned(
                resource.leaseOrNull(), resource.condemnation().orElseThrow().promotion());
    }

    private Outcome unavailable(Resource resource) {
        if (resource.leaseOrNull() != null) {
            return new Refusal.LeaseHeld(resource.leaseOrNull());
        }
        return resource.lockDelay()
                .<Outcome>map(delay -> new Refusal.UnderLockDelay(resource.name(), delay.token()))
                .orElseGet(
                        () -> confined(resource.name(), resource.confinement().orElseThrow()));
    }

    private Refusal confined(String name, Resource.Confinement last) {
        return state.pauses()
                .of(name)
                .<Refusal>map(pause -> new Refusal.FailoverPaused(name, last.region(), last.token(), pause))
                .orElseGet(() -> new Refusal.Confined(name, last.region(), last.token()));
    }

    private Optional<Outcome> limitReached(ApplyContext step, Session session, Resource resource, boolean free) {
        if (session.claims() >= limits.leasesPerSession()) {
            return Optional.of(new Refusal.LimitExceeded("leases_per_session", limits.leasesPerSession()));
        }
        if (counted(session.spec().owner(), resource) >= step.terms.quota().leases()) {
            return Optional.of(new Refusal.LimitExceeded(
                    "identity_leases", step.terms.quota().leases()));
        }
        if (resource == null && state.resourceCount() >= limits.resources()) {
            return Optional.of(new Refusal.LimitExceeded("resources", limits.resources()));
        }
        if (!free && resource.queue().size() >= limits.waitersPerResource()) {
            return Optional.of(new Refusal.LimitExceeded("waiters", limits.waitersPerResource()));
        }
        return Optional.empty();
    }

    /** What is confined is as good as held, until somebody is granted it; whose it was takes up nothing new by it. */
    private int counted(Principal owner, Resource resource) {
        int claims = state.usage().claims(owner);
        return resource != null && resource.isConfinedAfter(owner)
                ? claims
                : claims + state.usage().confined(owner);
    }

    /** A repeated wait keeps its place; only the attempt that may cancel it changes. */
    private Outcome enqueue(Resource resource, Session session, long attempt) {
        resource.enqueue(new Resource.Waiter(session.id(), attempt));
        session.addWait(resource.name());
        return new Outcome.WaitQueued(resource.name(), grants.ahead(resource, session));
    }

    /** Only leaves the queue. Ending a lease here could end one that a newer attempt has already received. */
    Outcome cancelWait(ApplyContext step, CancelWait command) {
        Resource resource = state.resource(command.resource()).orElse(null);
        Resource.Waiter waiter = resource == null ? null : resource.waiter(command.session());
        if (waiter == null || command.attempt() != 0 && command.attempt() != waiter.attempt()) {
            return new Outcome.WaitCancelled(false);
        }
        grants.leaveQueue(step, resource, state.session(waiter.session()).orElseThrow());
        return new Outcome.WaitCancelled(true);
    }

    Outcome release(ApplyContext step, Release command) {
        LeaseRef ref = command.lease();
        if (endedAs(ref, EndReason.RELEASED).isPresent()) {
            return new Outcome.LeaseReleased();
        }
        Optional<Outcome> stale = state.stale(ref);
        if (stale.isPresent()) {
            return stale.get();
        }
        grants.endAndGrantNext(step, state.resourceOrNew(ref.resource()), EndReason.RELEASED, Optional.empty());
        return new Outcome.LeaseReleased();
    }

    Outcome transfer(ApplyContext step, Transfer command) {
        LeaseRef ref = command.lease();
        Optional<EndedLease> done = endedAs(ref, EndReason.TRANSFERRED);
        if (done.isPresent() && wentTo(command.toSession(), done.get())) {
            return new Outcome.LeaseTransferred(done.get().successor());
        }
        Optional<Outcome> stale = state.stale(ref);
        if (stale.isPresent()) {
            return stale.get();
        }
        Resource resource = state.resourceOrNew(ref.resource());
        if (!resource.isAwaitedBy(command.toSession())) {
            return new Refusal.TargetNotWaiting(ref.resource(), command.toSession());
        }
        Session target = state.session(command.toSession()).orElseThrow();
        Optional<Promotion> elsewhere = promotions
                .pending(resource)
                .filter(open -> !open.request().toRegion().equals(target.spec().region()));
        if (elsewhere.isPresent()) {
            return new Refusal.PromotionOpen(elsewhere.get());
        }
        return new Outcome.LeaseTransferred(grants.endAndGrantTo(step, resource, EndReason.TRANSFERRED, target)
                .token());
    }

    /** A transfer that repeats one to another session is stale: its token has ended, and not as the repeat asks. */
    private boolean wentTo(long session, EndedLease transferred) {
        OptionalLong receiver = state.holderUnder(transferred.resource(), transferred.successor());
        return receiver.isPresent() && receiver.getAsLong() == session;
    }

    private Optional<EndedLease> endedAs(LeaseRef ref, EndReason reason) {
        return state.endings
                .get(ref.token())
                .filter(e -> e.reason() == reason
                        && e.session() == ref.session()
                        && e.resource().equals(ref.resource()));
    }

    Outcome requestHandover(ApplyContext step, RequestHandover command) {
        Resource resource = state.resource(command.resource()).orElse(null);
        if (resource == null || !resource.isHeldUnder(command.expectedToken())) {
            return state.stale(command.resource(), command.expectedToken());
        }
        if (!resource.isAwaitedBy(command.toSession())) {
            return new Refusal.TargetNotWaiting(command.resource(), command.toSession());
        }
        Optional<Promotion> open = promotions.pending(resource);
        if (open.isPresent()) {
            return new Refusal.PromotionOpen(open.get());
        }
        if (resource.leaseOrNull().handoverTo() != command.toSession()) {
            grants.markHandover(resource, command.toSession());
            step.emit(new Event.HandoverRequested(
                    command.resource(),
                    command.expectedToken(),
                    command.toSession(),
                    command.actor(),
                    command.identity()));
        }
        return new Outcome.HandoverRequested();
    }

    Outcome breakLease(ApplyContext step, BreakLease command) {
        Optional<EndedLease> done = state.endings
                .get(command.expectedToken())
                .filter(e -> e.reason() == EndReason.BROKEN && e.resource().equals(command.resource()));
        if (done.isPresent()) {
            return new Outcome.LeaseBroken(
                    currentUnder(command.resource(), done.get().successor()));
        }
        Resource resource = state.resource(command.resource()).orElse(null);
        if (resource != null && resource.isConfinedUnder(command.expectedToken())) {
            return new Outcome.LeaseBroken(letOthersFollow(step, resource, command.by()));
        }
        if (resource == null || !resource.isHeldUnder(command.expectedToken())) {
            return state.stale(command.resource(), command.expectedToken());
        }
        return new Outcome.LeaseBroken(
                grants.endAndGrantNext(step, resource, EndReason.BROKEN, Optional.of(command.by())));
    }

    /** The lease has expired, so its gate is closed; it ends as broken so that a repeat finds its answer (S5). */
    private Optional<Lease> letOthersFollow(ApplyContext step, Resource resource, OperatorAction by) {
        Resource.Confinement of = resource.confinement().orElseThrow();
        Optional<Lease> next = grants.liftConfinement(step, resource, by);
        long successor = next.map(Lease::token).orElse(0L);
        state.endings.put(
                of.token(), new EndedLease(of.token(), resource.name(), of.session(), EndReason.BROKEN, successor));
        return next;
    }

    private Optional<Lease> currentUnder(String resource, long token) {
        return state.resource(resource).flatMap(Resource::lease).filter(lease -> lease.token() == token);
    }

    Outcome endLockDelay(ApplyContext step, EndLockDelay command) {
        Resource resource = state.resource(command.resource()).orElse(null);
        Resource.LockDelay delay = resource == null ? null : resource.lockDelayOrNull();
        if (delay == null || delay.token() != command.token()) {
            return new Refusal.ConditionFailed();
        }
        grants.endLockDelay(step, resource);
        return new Outcome.LockDelayEnded();
    }
}
