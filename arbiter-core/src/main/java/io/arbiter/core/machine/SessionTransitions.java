package io.arbiter.core.machine;

import io.arbiter.core.command.Command.BreakSession;
import io.arbiter.core.command.Command.CloseSession;
import io.arbiter.core.command.Command.ExpireSession;
import io.arbiter.core.command.Command.FirstAcquire;
import io.arbiter.core.command.Command.OpenSession;
import io.arbiter.core.command.Command.RenewSession;
import io.arbiter.core.command.OperatorAction;
import io.arbiter.core.command.Rules;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Event;
import io.arbiter.core.event.Lease;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Outcome.Condemned;
import io.arbiter.core.outcome.Outcome.Holdings;
import io.arbiter.core.outcome.Refusal;
import java.util.List;
import java.util.Optional;

/** A session's life: opened, renewed, ended by its own will, by silence, by an operator, or by its successor. */
final class SessionTransitions {
    private final State state;
    private final Limits limits;
    private final Grants grants;
    private final LeaseTransitions leases;
    private final DeadlineListener deadlines;

    SessionTransitions(State state, Limits limits, Grants grants, LeaseTransitions leases, DeadlineListener deadlines) {
        this.state = state;
        this.limits = limits;
        this.grants = grants;
        this.leases = leases;
        this.deadlines = deadlines;
    }

    Outcome open(ApplyContext step, OpenSession command) {
        Optional<Outcome> earlier = answerOfEarlierOpening(command.spec());
        if (earlier.isPresent()) {
            return earlier.get();
        }
        int dead = predecessors(command.spec()).size();
        if (state.sessionCount() - dead >= limits.sessions()) {
            return new Refusal.LimitExceeded("sessions", limits.sessions());
        }
        if (state.usage().sessions(command.spec().owner()) - dead
                >= step.terms.quota().sessions()) {
            return new Refusal.LimitExceeded(
                    "identity_sessions", step.terms.quota().sessions());
        }
        Session session = begin(step, command.spec());
        takeOverPredecessors(step, session);
        for (FirstAcquire acquire : command.acquires()) {
            leases.acquire(step, session, acquire.resource(), acquire.queue(), 0);
        }
        return opened(session);
    }

    /**
     * A repeated opening changes nothing, not even the session's acquisitions: its client may have released them since
     * (S5), so the answer lists the session's present holdings, not those that the repeat acquires. A repeat on other
     * terms is refused: a gate that counted on a longer TTL than the session's would stay open beside the next one
     * (S3). A late opening of a process that was taken over is refused, because otherwise a dead process's message
     * could end the session of its living successor.
     */
    private Optional<Outcome> answerOfEarlierOpening(SessionSpec spec) {
        List<Session> siblings = sessionsOf(spec);
        Optional<Outcome> living = siblings.stream()
                .filter(sibling -> sibling.spec().incarnation().equals(spec.incarnation()))
                .findFirst()
                .map(sibling -> repeated(sibling, spec));
        Optional<Outcome> ended = state.endedOpening(spec).map(e -> new Refusal.SessionOver(e.session(), e.reason()));
        boolean succeeded = spec.generation() > 0
                && siblings.stream().anyMatch(sibling -> sibling.spec().generation() >= spec.generation());
        return living.or(() -> ended)
                .or(() -> succeeded ? Optional.of(new Refusal.SessionOver(0, EndReason.TAKEN_OVER)) : Optional.empty());
    }

    private Outcome repeated(Session session, SessionSpec spec) {
        return session.spec()
                .differenceFrom(spec)
                .<Outcome>map(term -> new Refusal.RepeatDiffers(term.getKey(), term.getValue()))
                .orElseGet(() -> opened(session));
    }

    private List<Session> sessionsOf(SessionSpec spec) {
        return state.sessionsOf(spec.client()).stream()
                .map(id -> state.session(id).orElseThrow())
                .toList();
    }

    private Session begin(ApplyContext step, SessionSpec spec) {
        state.counters = state.counters.nextSession();
        Session session = state.addSession(state.counters.lastSession(), spec, step.wallMillis);
        deadlines.renewed(session.id(), 0, spec.silenceNanos());
        step.emit(new Event.SessionOpened(session.id(), spec.clientId(), spec.holder(), spec.region()));
        return session;
    }

    private void takeOverPredecessors(ApplyContext step, Session heir) {
        for (Session dead : predecessors(heir.spec())) {
            EndedSession end = EndedSession.of(dead, EndReason.TAKEN_OVER);
            leaveQueues(step, dead);
            for (String name : List.copyOf(dead.leases())) {
                inherit(step, dead, heir, state.resourceOrNew(name));
            }
            finish(step, end, Optional.empty());
        }
    }

    private void inherit(ApplyContext step, Session dead, Session heir, Resource resource) {
        boolean wanted = !resource.isCondemned() && mayInherit(heir, resource.name());
        if (wanted && mayMove(step, dead, heir, resource.name())) {
            grants.endAndGrantTo(step, resource, EndReason.TAKEN_OVER, heir);
        } else {
            grants.endUnreleased(step, resource, EndReason.TAKEN_OVER);
        }
    }

    /** The right may be gone, or a policy may forbid what it did not, although the lease was still held. */
    private boolean mayInherit(Session heir, String resource) {
        return state.mayAcquire(heir, resource)
                && state.policy.violation(heir, resource).isEmpty();
    }

    /** What the copy of the data in the heir's region lacks is an operator's to give up, where failover is not ours. */
    private boolean mayMove(ApplyContext step, Session dead, Session heir, String resource) {
        if (heir.spec().region().equals(dead.spec().region())) {
            return true;
        }
        return step.terms.rules() == Rules.FIRST
                ? !state.policy.isPaused(resource)
                : !state.policy.staysInRegion(resource, EndReason.TAKEN_OVER);
    }

    /** Sessions that an opening would take over; they do not count against it, so a restart works at the limit. */
    private List<Session> predecessors(SessionSpec heir) {
        return sessionsOf(heir).stream()
                .filter(session -> session.spec().provenDeadBy(heir))
                .toList();
    }

    private Outcome opened(Session session) {
        return new Outcome.SessionOpened(
                session.id(),
                session.spec().ttlMillis(),
                session.spec().driftBoundPpm(),
                holdings(session),
                List.copyOf(session.waits()));
    }

    private Holdings holdings(Session session) {
        List<Lease> held = session.leases().stream()
                .filter(name -> !session.condemned().contains(name))
                .map(name -> state.resource(name).flatMap(Resource::lease).orElseThrow())
                .toList();
        return new Holdings(session.holdingsVersion(), held, state.counters().lastToken());
    }

    /**
     * Never creates a session: a renewal that could would bring back a lost session (openbao#2097). A client that does
     * not know what is condemned is not acknowledged while it has such a lease, and so closes all its gates in time
     * (S3); its session expires with what it holds.
     */
    Outcome renew(RenewSession command) {
        Session session = state.session(command.session()).orElse(null);
        if (session == null) {
            return state.absent(command.session());
        }
        List<Condemned> condemned = condemned(session);
        if (!condemned.isEmpty() && !command.closesCondemned()) {
            return LeaseTransitions.condemned(
                    state.resource(condemned.get(0).resource()).orElseThrow());
        }
        session.addRenewal();
        deadlines.renewed(session.id(), session.renewals(), session.spec().silenceNanos());
        boolean current = session.holdingsVersion() == command.knownHoldings();
        return new Outcome.SessionRenewed(
                session.id(), current ? Optional.empty() : Optional.of(holdings(session)), condemned);
    }

    private List<Condemned> condemned(Session session) {
        if (session.condemned().isEmpty()) {
            return List.of();
        }
        return session.condemned().stream()
                .map(name -> state.resource(name).orElseThrow())
                .map(resource -> new Condemned(
                        resource.name(),
                        resource.leaseOrNull().token(),
                        resource.condemnation().orElseThrow().promotion()))
                .toList();
    }

    Outcome close(ApplyContext step, CloseSession command) {
        return end(step, command.session(), EndReason.RELEASED, Optional.empty());
    }

    Outcome breakSession(ApplyContext step, BreakSession command) {
        return end(step, command.session(), EndReason.BROKEN, Optional.of(command.by()));
    }

    /** Expiry is conditional on the renewal that the leader saw, so that a renewal that got in first wins. */
    Outcome expire(ApplyContext step, ExpireSession command) {
        Session session = state.session(command.session()).orElse(null);
        if (session == null || session.renewals() != command.renewalsSeen()) {
            return new Refusal.ConditionFailed();
        }
        return end(step, command.session(), EndReason.EXPIRED, Optional.empty());
    }

    private Outcome end(ApplyContext step, long id, EndReason reason, Optional<OperatorAction> by) {
        Session session = state.session(id).orElse(null);
        if (session == null) {
            return state.endedSessions
                    .get(id)
                    .filter(e -> e.reason() == reason)
                    .<Outcome>map(e -> new Outcome.SessionEnded(e.leasesEnded()))
                    .orElseGet(() -> state.absent(id));
        }
        EndedSession end = EndedSession.of(session, reason);
        leaveQueues(step, session);
        for (String name : List.copyOf(session.leases())) {
            endLease(step, state.resourceOrNew(name), reason, by);
        }
        finish(step, end, by);
        return new Outcome.SessionEnded(end.leasesEnded());
    }

    private void endLease(ApplyContext step, Resource resource, EndReason reason, Optional<OperatorAction> by) {
        if (reason == EndReason.EXPIRED) {
            grants.endUnreleased(step, resource, reason);
        } else {
            grants.endAndGrantNext(step, resource, reason, by);
        }
    }

    private void leaveQueues(ApplyContext step, Session session) {
        for (String name : List.copyOf(session.waits())) {
            grants.leaveQueue(step, state.resourceOrNew(name), session);
        }
    }

    private void finish(ApplyContext step, EndedSession end, Optional<OperatorAction> by) {
        state.removeSession(state.session(end.session()).orElseThrow());
        state.rememberEnd(end);
        deadlines.sessionEnded(end.session());
        step.emit(new Event.SessionEnded(end.session(), end.reason(), by));
    }
}
