package io.arbiter.core.machine;

import io.arbiter.core.command.Command.Acquire;
import io.arbiter.core.command.Command.BreakLease;
import io.arbiter.core.command.Command.CancelWait;
import io.arbiter.core.command.Command.EndLockDelay;
import io.arbiter.core.command.Command.Release;
import io.arbiter.core.command.Command.RequestHandover;
import io.arbiter.core.command.Command.Transfer;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Event;
import io.arbiter.core.event.Lease;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import java.util.Optional;

/** A lease's life: acquired or queued for, released, handed over, broken. */
final class LeaseTransitions {
    private final State state;
    private final Limits limits;
    private final Grants grants;

    LeaseTransitions(State state, Limits limits, Grants grants) {
        this.state = state;
        this.limits = limits;
        this.grants = grants;
    }

    Outcome acquire(Step step, Acquire command) {
        Session session = state.session(command.session()).orElse(null);
        return session == null
                ? state.absent(command.session())
                : acquire(step, session, command.resource(), command.queue(), command.attempt());
    }

    Outcome acquire(Step step, Session session, String name, boolean queue, long attempt) {
        Resource resource = state.resource(name).orElse(null);
        if (resource != null && resource.isHeldBy(session.id())) {
            return new Outcome.LeaseAcquired(resource.lease);
        }
        boolean free = resource == null || resource.isFree();
        if (!free && !queue) {
            return unavailable(resource);
        }
        boolean queued = resource != null && resource.queue.containsKey(session.id());
        Optional<Outcome> tooMany = queued ? Optional.empty() : limitReached(session, resource);
        if (tooMany.isPresent()) {
            return tooMany.get();
        }
        return free
                ? new Outcome.LeaseAcquired(grants.grant(step, state.resourceOrNew(name), session))
                : enqueue(resource, session, attempt);
    }

    private Outcome unavailable(Resource resource) {
        return resource.lease != null
                ? new Refusal.LeaseHeld(resource.lease)
                : new Refusal.UnderLockDelay(resource.name(), resource.lockDelay.token());
    }

    private Optional<Outcome> limitReached(Session session, Resource resource) {
        if (session.leases.size() + session.waits.size() >= limits.leasesPerSession()) {
            return Optional.of(new Refusal.TooMany("leases_per_session", limits.leasesPerSession()));
        }
        if (resource == null && state.resourceCount() >= limits.resources()) {
            return Optional.of(new Refusal.TooMany("resources", limits.resources()));
        }
        if (resource != null && resource.queue.size() >= limits.waitersPerResource()) {
            return Optional.of(new Refusal.TooMany("waiters", limits.waitersPerResource()));
        }
        return Optional.empty();
    }

    /** A repeated wait keeps its place; only the attempt that may cancel it changes. */
    private Outcome enqueue(Resource resource, Session session, long attempt) {
        state.changing(resource);
        resource.queue.put(session.id(), new Resource.Waiter(session.id(), attempt));
        session.waits.add(resource.name());
        int ahead = 0;
        for (long waiting : resource.queue.keySet()) {
            if (waiting == session.id()) {
                break;
            }
            ahead++;
        }
        return new Outcome.WaitQueued(resource.name(), ahead);
    }

    /** Only leaves the queue. Ending a lease here could end one that a newer attempt has already been told of. */
    Outcome cancelWait(CancelWait command) {
        Resource resource = state.resource(command.resource()).orElse(null);
        Resource.Waiter waiter = resource == null ? null : resource.queue.get(command.session());
        if (waiter == null || command.attempt() != 0 && command.attempt() != waiter.attempt()) {
            return new Outcome.WaitCancelled(false);
        }
        grants.leaveQueue(resource, state.session(waiter.session()).orElseThrow());
        return new Outcome.WaitCancelled(true);
    }

    Outcome release(Step step, Release command) {
        LeaseRef ref = command.lease();
        if (endedAs(ref, EndReason.RELEASED).isPresent()) {
            return new Outcome.LeaseReleased();
        }
        Optional<Outcome> stale = state.stale(ref);
        if (stale.isPresent()) {
            return stale.get();
        }
        grants.endAndPassOn(step, state.resourceOrNew(ref.resource()), EndReason.RELEASED, Optional.empty());
        return new Outcome.LeaseReleased();
    }

    Outcome transfer(Step step, Transfer command) {
        LeaseRef ref = command.lease();
        Optional<Ending> done = endedAs(ref, EndReason.TRANSFERRED);
        if (done.isPresent()) {
            return new Outcome.LeaseTransferred(done.get().successor());
        }
        Optional<Outcome> stale = state.stale(ref);
        if (stale.isPresent()) {
            return stale.get();
        }
        Resource resource = state.resourceOrNew(ref.resource());
        if (!resource.queue.containsKey(command.toSession())) {
            return new Refusal.TargetNotWaiting(ref.resource(), command.toSession());
        }
        Session target = state.session(command.toSession()).orElseThrow();
        return new Outcome.LeaseTransferred(
                grants.endAndGrantTo(step, resource, EndReason.TRANSFERRED, target).token());
    }

    private Optional<Ending> endedAs(LeaseRef ref, EndReason reason) {
        return state.endings.recall(ref.token()).filter(e -> e.reason() == reason && e.session() == ref.session()
                && e.resource().equals(ref.resource()));
    }

    Outcome requestHandover(Step step, RequestHandover command) {
        Resource resource = state.resource(command.resource()).orElse(null);
        if (resource == null || !resource.isHeldUnder(command.expectedToken())) {
            return state.stale(command.resource(), command.expectedToken());
        }
        if (!resource.queue.containsKey(command.toSession())) {
            return new Refusal.TargetNotWaiting(command.resource(), command.toSession());
        }
        if (resource.lease.handoverTo() != command.toSession()) {
            grants.markHandover(resource, command.toSession());
            step.emit(new Event.HandoverRequested(command.resource(), command.expectedToken(), command.toSession(),
                    command.actor()));
        }
        return new Outcome.HandoverNoted();
    }

    Outcome breakLease(Step step, BreakLease command) {
        Optional<Ending> done = state.endings.recall(command.expectedToken())
                .filter(e -> e.reason() == EndReason.BROKEN && e.resource().equals(command.resource()));
        if (done.isPresent()) {
            return new Outcome.LeaseBroken(currentUnder(command.resource(), done.get().successor()));
        }
        Resource resource = state.resource(command.resource()).orElse(null);
        if (resource == null || !resource.isHeldUnder(command.expectedToken())) {
            return state.stale(command.resource(), command.expectedToken());
        }
        return new Outcome.LeaseBroken(
                grants.endAndPassOn(step, resource, EndReason.BROKEN, Optional.of(command.by())));
    }

    private Optional<Lease> currentUnder(String resource, long token) {
        return state.resource(resource).flatMap(Resource::lease).filter(lease -> lease.token() == token);
    }

    Outcome endLockDelay(Step step, EndLockDelay command) {
        Resource resource = state.resource(command.resource()).orElse(null);
        if (resource == null || resource.lockDelay == null || resource.lockDelay.token() != command.token()) {
            return new Refusal.Outdated();
        }
        grants.endLockDelay(step, resource);
        return new Outcome.LockDelayEnded();
    }
}
