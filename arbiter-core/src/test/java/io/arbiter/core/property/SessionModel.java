package io.arbiter.core.property;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import java.util.List;
import java.util.Optional;

/** The rules of sessions, stated a second time. */
final class SessionModel {
    private final Limits limits;
    private final Ledger ledger;
    private final Picture picture;
    private final Refusals refusals;
    private final LeaseModel leases;

    SessionModel(Limits limits, Ledger ledger, LeaseModel leases) {
        this.limits = limits;
        this.ledger = ledger;
        this.picture = ledger.picture;
        this.refusals = new Refusals(picture);
        this.leases = leases;
    }

    Outcome open(Command.OpenSession command) {
        SessionSpec spec = command.spec();
        List<Fact.Opened> siblings = picture.live.values().stream()
                .filter(o -> o.spec().clientId().equals(spec.clientId()))
                .toList();
        for (Fact.Opened sibling : siblings) {
            if (sibling.spec().incarnation().equals(spec.incarnation())) {
                return sibling.spec().equals(spec) ? opened(sibling.session()) : differs(sibling.spec(), spec);
            }
        }
        for (Fact.SessionOver over : picture.rememberedSessions()) {
            SessionSpec old = over.opened().spec();
            if (old.clientId().equals(spec.clientId()) && old.incarnation().equals(spec.incarnation())) {
                return new Refusal.SessionOver(over.opened().session(), over.reason());
            }
        }
        return openNew(
                command,
                siblings.stream().filter(o -> o.spec().generation() > 0).toList());
    }

    private static Outcome differs(SessionSpec stored, SessionSpec asked) {
        if (!stored.holder().equals(asked.holder())) {
            return new Refusal.RepeatDiffers("holder", stored.holder());
        } else if (!stored.region().equals(asked.region())) {
            return new Refusal.RepeatDiffers("region", stored.region());
        } else if (stored.generation() != asked.generation()) {
            return new Refusal.RepeatDiffers("generation", "" + stored.generation());
        } else if (stored.ttlMillis() != asked.ttlMillis()) {
            return new Refusal.RepeatDiffers("ttl_millis", "" + stored.ttlMillis());
        }
        return stored.driftBoundPpm() != asked.driftBoundPpm()
                ? new Refusal.RepeatDiffers("drift_bound_ppm", "" + stored.driftBoundPpm())
                : new Refusal.RepeatDiffers("lock_delay_millis", "" + stored.lockDelayMillis());
    }

    /** {@code counted} are the client's sessions that prove how often it was started. */
    private Outcome openNew(Command.OpenSession command, List<Fact.Opened> counted) {
        long generation = command.spec().generation();
        if (generation > 0 && counted.stream().anyMatch(o -> o.spec().generation() >= generation)) {
            return new Refusal.SessionOver(0, EndReason.TAKEN_OVER);
        }
        List<Fact.Opened> dead = generation > 0 ? counted : List.of();
        if (picture.live.size() + 1 - dead.size() > limits.sessions()) {
            return new Refusal.LimitExceeded("sessions", limits.sessions());
        }
        long session = picture.sessionsEver + 1;
        ledger.note(new Fact.Opened(session, command.spec(), ledger.now.wallMillis()));
        dead.forEach(predecessor -> ledger.inherit(predecessor, session));
        command.acquires().forEach(a -> leases.acquire(new Command.Acquire(a.resource(), session, a.queue(), 0)));
        return opened(session);
    }

    private Outcome opened(long session) {
        SessionSpec spec = picture.live.get(session).spec();
        return new Outcome.SessionOpened(
                session, spec.ttlMillis(), spec.driftBoundPpm(), holdings(session), picture.waitedForBy(session));
    }

    private Outcome.Holdings holdings(long session) {
        return new Outcome.Holdings(
                version(session),
                picture.heldBy(session).stream()
                        .filter(name -> !picture.condemned.containsKey(name))
                        .map(name -> picture.lease(picture.held.get(name)))
                        .toList(),
                picture.tokensEver);
    }

    private long version(long session) {
        return picture.holdingsChanges.getOrDefault(session, 0L);
    }

    Outcome renew(Command.RenewSession command) {
        long session = command.session();
        if (!picture.live.containsKey(session)) {
            return refusals.absent(session);
        }
        List<Fact.Condemned> condemned = picture.condemned.values().stream()
                .filter(fact -> fact.granted().session() == session)
                .toList();
        if (!condemned.isEmpty() && !command.closesCondemned()) {
            Fact.Condemned first = condemned.get(0);
            return new Refusal.LeaseCondemned(picture.lease(first.granted()), first.promotion());
        }
        ledger.note(new Fact.Renewed(session));
        return new Outcome.SessionRenewed(
                session,
                version(session) == command.knownHoldings() ? Optional.empty() : Optional.of(holdings(session)),
                condemned.stream()
                        .map(fact -> new Outcome.Condemned(
                                fact.granted().resource(), fact.granted().token(), fact.promotion()))
                        .toList());
    }

    Outcome expire(Command.ExpireSession command) {
        boolean silent = picture.live.containsKey(command.session())
                && picture.renewals.getOrDefault(command.session(), 0L) == command.renewalsSeen();
        return silent ? end(command.session(), EndReason.EXPIRED) : new Refusal.ConditionFailed();
    }

    Outcome end(long session, EndReason reason) {
        if (picture.live.containsKey(session)) {
            return new Outcome.SessionEnded(ledger.endSession(session, reason));
        }
        return refusals.over(session)
                .filter(o -> o.reason() == reason)
                .<Outcome>map(o -> new Outcome.SessionEnded(o.leases()))
                .orElseGet(() -> refusals.absent(session));
    }
}
