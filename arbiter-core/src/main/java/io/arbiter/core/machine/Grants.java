package io.arbiter.core.machine;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.command.Rules;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Event.ConfinementLifted;
import io.arbiter.core.event.Event.LeaseConfined;
import io.arbiter.core.event.Event.LeaseEnded;
import io.arbiter.core.event.Event.LeaseGranted;
import io.arbiter.core.event.Lease;
import java.util.Optional;

/**
 * The only place that grants and ends leases, and so keeps S1 (each grant takes the next token) and S2 (a lease is
 * granted only to a free resource).
 */
final class Grants {
    private final State state;
    private final PromotionProgress promotions;
    private final DeadlineListener deadlines;

    Grants(State state, PromotionProgress promotions, DeadlineListener deadlines) {
        this.state = state;
        this.promotions = promotions;
        this.deadlines = deadlines;
    }

    Lease grant(ApplyContext step, Resource resource, Session session) {
        if (!resource.isFree()) {
            throw new IllegalStateException("S2: " + resource.name() + " is not free for session " + session.id());
        }
        state.counters = state.counters.nextToken();
        var spec = session.spec();
        var lease = new Lease(
                resource.name(),
                session.id(),
                spec.holder(),
                spec.region(),
                state.counters.lastToken(),
                resource.basis(),
                step.index,
                step.wallMillis,
                0);
        resource.setLease(lease);
        if (resource.confinement().isPresent()) {
            resource.setConfinement(null);
        }
        resource.dequeue(session.id());
        session.removeWait(resource.name());
        session.addLease(resource.name());
        state.countLeases(1);
        step.emit(new LeaseGranted(lease));
        promotions.granted(step, resource);
        return resource.leaseOrNull();
    }

    /** Ends the lease and leaves the resource free, in the caller's care. */
    private void end(ApplyContext step, Resource resource, EndReason reason, Optional<OperatorAction> by) {
        Lease lease = resource.leaseOrNull();
        Session holder = state.session(lease.session()).orElseThrow();
        if (resource.isCondemned()) {
            resource.setCondemnation(null);
        }
        resource.setLease(null);
        resource.setLastEnd(reason);
        forgetDeletedRecord(resource);
        holder.removeLease(resource.name());
        state.countLeases(-1);
        state.endings.put(lease.token(), new EndedLease(lease.token(), resource.name(), holder.id(), reason, 0));
        step.emit(new LeaseEnded(resource.name(), holder.id(), lease.token(), reason, by));
    }

    /** Forgets a deletion under an ended token, because no late retry can write under that token any more. */
    private static void forgetDeletedRecord(Resource resource) {
        if (resource.recordOrNull() != null && resource.recordOrNull().value().isEmpty()) {
            resource.setRecord(null);
        }
    }

    /** Ends the lease and grants the resource to the next session. */
    Optional<Lease> endAndGrantNext(
            ApplyContext step, Resource resource, EndReason reason, Optional<OperatorAction> by) {
        promotions.ending(step, resource, reason);
        Lease ended = resource.leaseOrNull();
        Session holder = state.session(ended.session()).orElseThrow();
        end(step, resource, reason, by);
        boolean asAsked = reason == EndReason.RELEASED && ended.handoverTo() != 0;
        if (!asAsked && promotions.pending(resource).isEmpty()) {
            confine(step, resource, holder, ended);
        }
        return grantNextAfter(step, resource, ended, reason);
    }

    /**
     * Ends the lease of a holder that died without a word, or whose lease was condemned, and that nobody inherits: the
     * resource may have to rest, or to stay in its region, before the next session is granted it.
     */
    void endUnreleased(ApplyContext step, Resource resource, EndReason reason) {
        promotions.ending(step, resource, reason);
        Lease ended = resource.leaseOrNull();
        Session dead = state.session(ended.session()).orElseThrow();
        end(step, resource, reason, Optional.empty());
        long restMillis = reason == EndReason.TAKEN_OVER && step.terms.rules() == Rules.FIRST
                ? 0
                : state.policy.lockDelayMillis(dead, resource.name());
        if (restMillis > 0 || promotions.pending(resource).isEmpty()) {
            confine(step, resource, dead, ended);
        }
        if (restMillis > 0) {
            startLockDelay(resource, ended, owner(step, dead), restMillis * 1_000_000L);
        } else {
            grantNextAfter(step, resource, ended, reason);
        }
    }

    /** If a policy or a pause keeps the resource in the region of this lease, which ended. */
    private void confine(ApplyContext step, Resource resource, Session holder, Lease ended) {
        if (state.policy.staysInRegion(resource.name(), resource.lastEnd())) {
            resource.setConfinement(
                    new Resource.Confinement(ended.region(), ended.session(), ended.token(), owner(step, holder)));
            step.emit(new LeaseConfined(resource.name(), ended.region(), ended.token()));
        }
    }

    /** Whom what the session leaves behind counts as. */
    private static Principal owner(ApplyContext step, Session last) {
        return step.terms.rules() == Rules.FIRST
                ? Principal.NOBODY
                : last.spec().owner();
    }

    private Optional<Lease> grantNextAfter(ApplyContext step, Resource resource, Lease ended, EndReason reason) {
        Optional<Lease> next = grantNext(step, resource, ended.handoverTo());
        next.ifPresent(lease -> noteSuccessor(ended, reason, lease));
        return next;
    }

    Lease endAndGrantTo(ApplyContext step, Resource resource, EndReason reason, Session successor) {
        if (reason != EndReason.TAKEN_OVER) {
            promotions.ending(step, resource, reason);
        }
        Lease ended = resource.leaseOrNull();
        end(step, resource, reason, Optional.empty());
        Lease next = grant(step, resource, successor);
        noteSuccessor(ended, reason, next);
        return next;
    }

    private void noteSuccessor(Lease ended, EndReason reason, Lease next) {
        state.endings.put(
                ended.token(), new EndedLease(ended.token(), ended.resource(), ended.session(), reason, next.token()));
    }

    /**
     * Grants a free resource to whom a promotion wants it to go, else to {@code preferred} if it may follow, else to
     * the next in the queue, else to nobody.
     */
    Optional<Lease> grantNext(ApplyContext step, Resource resource, long preferred) {
        Session next = promotions.successor(resource);
        if (next == null && resource.isAwaitedBy(preferred)) {
            next = mayFollow(resource, preferred);
        }
        if (next == null) {
            next = first(resource);
        }
        if (next == null) {
            state.forgetIfIdle(resource);
            return Optional.empty();
        }
        return Optional.of(grant(step, resource, next));
    }

    /** The first in the queue of those that the policy prefers most; null if nobody may follow. */
    private Session first(Resource resource) {
        Session first = null;
        int best = State.KEPT_OUT;
        for (long waiting : resource.queue()) {
            Session session = state.session(waiting).orElseThrow();
            int place = place(resource, session);
            if (place < best) {
                first = session;
                best = place;
            }
            if (best == 0) {
                break;
            }
        }
        return first;
    }

    /** The session, or null if it is of another region than the one that the resource is confined to. */
    private Session mayFollow(Resource resource, long id) {
        Session session = state.session(id).orElseThrow();
        return resource.isOpenTo(session.spec().region()) ? session : null;
    }

    private int place(Resource resource, Session session) {
        return state.place(resource, session.spec().region());
    }

    /** How many of those that wait are granted the resource before this waiter, as things stand. */
    int ahead(Resource resource, Session waiter) {
        int place = place(resource, waiter);
        boolean earlier = true;
        int ahead = 0;
        for (long id : resource.queue()) {
            earlier &= id != waiter.id();
            if (!earlier && place == 0) {
                break;
            }
            int other = place(resource, state.session(id).orElseThrow());
            ahead += other < place || other == place && earlier ? 1 : 0;
        }
        return ahead;
    }

    /** Other regions may follow the expired lease after all. */
    Optional<Lease> liftConfinement(ApplyContext step, Resource resource, OperatorAction by) {
        Resource.Confinement lifted = resource.confinement().orElseThrow();
        resource.setConfinement(null);
        step.emit(new ConfinementLifted(resource.name(), lifted.region(), lifted.token(), by));
        return resource.isFree() ? grantNext(step, resource, 0) : Optional.empty();
    }

    private void startLockDelay(Resource resource, Lease ended, Principal owner, long nanos) {
        resource.setLockDelay(new Resource.LockDelay(ended.token(), nanos, ended.session(), ended.region(), owner));
        deadlines.lockDelayStarted(resource.name(), ended.token(), nanos);
    }

    void endLockDelay(ApplyContext step, Resource resource) {
        resource.setLockDelay(null);
        deadlines.lockDelayEnded(resource.name());
        grantNext(step, resource, 0);
    }

    /** Leaves the queue; if the session was to be handed the lease, it no longer is. */
    void leaveQueue(ApplyContext step, Resource resource, Session session) {
        resource.dequeue(session.id());
        session.removeWait(resource.name());
        Lease lease = resource.leaseOrNull();
        if (lease != null && lease.handoverTo() == session.id()) {
            markHandover(resource, promotions.wish(resource));
        }
        promotions.waiterLeft(step, resource);
        state.forgetIfIdle(resource);
    }

    void markHandover(Resource resource, long toSession) {
        Session holder = state.session(resource.leaseOrNull().session()).orElseThrow();
        resource.setLease(resource.leaseOrNull().withHandoverTo(toSession));
        holder.addHoldingsChange();
    }
}
