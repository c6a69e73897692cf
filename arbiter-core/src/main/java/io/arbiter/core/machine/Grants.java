package io.arbiter.core.machine;

import io.arbiter.core.command.Intervention;
import io.arbiter.core.event.EndReason;
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
    private final DeadlineListener deadlines;

    Grants(State state, DeadlineListener deadlines) {
        this.state = state;
        this.deadlines = deadlines;
    }

    Lease grant(Step step, Resource resource, Session session) {
        if (!resource.isFree()) {
            throw new IllegalStateException("S2: " + resource.name() + " is not free for session " + session.id());
        }
        state.changing(resource);
        state.changing(session);
        state.counters = state.counters.nextToken();
        var spec = session.spec();
        var lease = new Lease(resource.name(), session.id(), spec.holder(), spec.region(), state.counters.lastToken(),
                resource.proof(), step.index, step.wallMillis, 0);
        resource.lease = lease;
        resource.queue.remove(session.id());
        session.waits.remove(resource.name());
        session.leases.add(resource.name());
        session.holdingsVersion++;
        state.countLeases(1);
        step.emit(new LeaseGranted(lease));
        return lease;
    }

    /** Ends the lease and leaves the resource free, in the caller's care. */
    void end(Step step, Resource resource, EndReason reason, Optional<Intervention> by) {
        Lease lease = resource.lease;
        Session holder = state.session(lease.session()).orElseThrow();
        state.changing(resource);
        state.changing(holder);
        resource.lease = null;
        resource.lastEnd = reason;
        forgetDeletedRecord(resource);
        holder.leases.remove(resource.name());
        holder.holdingsVersion++;
        state.countLeases(-1);
        state.endings.remember(lease.token(), new Ending(lease.token(), resource.name(), holder.id(), reason, 0));
        step.emit(new LeaseEnded(resource.name(), holder.id(), lease.token(), reason, by));
    }

    /** Under a token that has ended, no late retry can write any more. */
    private static void forgetDeletedRecord(Resource resource) {
        if (resource.record != null && resource.record.value().isEmpty()) {
            resource.record = null;
        }
    }

    /** Ends the lease and grants the resource to whoever is next. */
    Optional<Lease> endAndPassOn(Step step, Resource resource, EndReason reason, Optional<Intervention> by) {
        Lease ended = resource.lease;
        end(step, resource, reason, by);
        Optional<Lease> next = passOn(step, resource, ended.handoverTo());
        next.ifPresent(lease -> noteSuccessor(ended, reason, lease));
        return next;
    }

    Lease endAndGrantTo(Step step, Resource resource, EndReason reason, Session successor) {
        Lease ended = resource.lease;
        end(step, resource, reason, Optional.empty());
        Lease next = grant(step, resource, successor);
        noteSuccessor(ended, reason, next);
        return next;
    }

    private void noteSuccessor(Lease ended, EndReason reason, Lease next) {
        state.endings.remember(ended.token(),
                new Ending(ended.token(), ended.resource(), ended.session(), reason, next.token()));
    }

    /** Grants a free resource to {@code preferred} if it waits, else to the first in the queue, else to nobody. */
    Optional<Lease> passOn(Step step, Resource resource, long preferred) {
        if (resource.queue.isEmpty()) {
            state.forgetIfIdle(resource);
            return Optional.empty();
        }
        long next = resource.queue.containsKey(preferred) ? preferred : resource.queue.keySet().iterator().next();
        return Optional.of(grant(step, resource, state.session(next).orElseThrow()));
    }

    void startLockDelay(Resource resource, long token, long nanos) {
        state.changing(resource);
        resource.lockDelay = new Resource.LockDelay(token, nanos);
        deadlines.lockDelayStarted(resource.name(), token, nanos);
    }

    void endLockDelay(Step step, Resource resource) {
        state.changing(resource);
        resource.lockDelay = null;
        deadlines.lockDelayEnded(resource.name());
        passOn(step, resource, 0);
    }

    /** Leaves the queue; whoever was to be handed the lease no longer is. */
    void leaveQueue(Resource resource, Session session) {
        state.changing(resource);
        resource.queue.remove(session.id());
        session.waits.remove(resource.name());
        if (resource.lease != null && resource.lease.handoverTo() == session.id()) {
            markHandover(resource, 0);
        }
        state.forgetIfIdle(resource);
    }

    void markHandover(Resource resource, long toSession) {
        Session holder = state.session(resource.lease.session()).orElseThrow();
        state.changing(resource);
        state.changing(holder);
        resource.lease = resource.lease.withHandoverTo(toSession);
        holder.holdingsVersion++;
    }
}
