package io.arbiter.core.property;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.SessionSpec;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.machine.StoredRecord;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import java.util.List;
import java.util.Optional;

/** The rules told a second time: given a command, what the answer must be, and which facts it adds. */
final class Model implements Command.Visitor<Outcome> {
    private final Limits limits;
    private final Ledger ledger;
    private final Picture picture;

    Model(Limits limits) {
        this.limits = limits;
        this.ledger = new Ledger(limits);
        this.picture = ledger.picture;
    }

    Picture picture() {
        return picture;
    }

    /** What a session said of itself, dead or alive. */
    SessionSpec specEver(long session) {
        return picture.everOpened.get(session).spec();
    }

    Outcome predict(long index, long wallMillis, Command command) {
        ledger.now = new Fact.Moment(index, wallMillis);
        Outcome outcome = command.accept(this);
        ledger.forgetTheIdle();
        return outcome;
    }

    // ---- sessions

    @Override
    public Outcome openSession(Command.OpenSession command) {
        SessionSpec spec = command.spec();
        List<Fact.Opened> siblings = picture.live.values().stream()
                .filter(o -> o.spec().clientId().equals(spec.clientId())).toList();
        for (Fact.Opened sibling : siblings) {
            if (sibling.spec().incarnation().equals(spec.incarnation())) {
                return opened(sibling.session());
            }
        }
        for (Fact.SessionOver over : picture.rememberedSessions()) {
            SessionSpec old = over.opened().spec();
            if (old.clientId().equals(spec.clientId()) && old.incarnation().equals(spec.incarnation())) {
                return new Refusal.SessionOver(over.opened().session(), over.reason());
            }
        }
        return openNew(command, siblings.stream().filter(o -> o.spec().generation() > 0).toList());
    }

    /** {@code counted} are the client's sessions that prove how often it was started. */
    private Outcome openNew(Command.OpenSession command, List<Fact.Opened> counted) {
        long generation = command.spec().generation();
        if (generation > 0 && counted.stream().anyMatch(o -> o.spec().generation() >= generation)) {
            return new Refusal.SessionOver(0, EndReason.TAKEN_OVER);
        }
        List<Fact.Opened> dead = generation > 0 ? counted : List.of();
        if (picture.live.size() + 1 - dead.size() > limits.sessions()) {
            return new Refusal.TooMany("sessions", limits.sessions());
        }
        long session = picture.sessionsEver + 1;
        ledger.note(new Fact.Opened(session, command.spec(), ledger.now.wallMillis()));
        dead.forEach(predecessor -> ledger.inherit(predecessor, session));
        command.acquires().forEach(a -> acquire(new Command.Acquire(a.resource(), session, a.queue(), 0)));
        return opened(session);
    }

    private Outcome opened(long session) {
        return new Outcome.SessionOpened(session, holdings(session), picture.waitedForBy(session));
    }

    private Outcome.Holdings holdings(long session) {
        return new Outcome.Holdings(version(session),
                picture.heldBy(session).stream().map(name -> picture.lease(picture.held.get(name))).toList());
    }

    private long version(long session) {
        return picture.holdingsChanges.getOrDefault(session, 0L);
    }

    @Override
    public Outcome renewSession(Command.RenewSession command) {
        long session = command.session();
        if (!picture.live.containsKey(session)) {
            return absent(session);
        }
        ledger.note(new Fact.Renewed(session));
        return new Outcome.SessionRenewed(session, version(session) == command.knownHoldings()
                ? Optional.empty() : Optional.of(holdings(session)));
    }

    private Outcome absent(long session) {
        return over(session).<Outcome>map(over -> new Refusal.SessionOver(session, over.reason()))
                .orElse(new Refusal.SessionUnknown(session));
    }

    private Optional<Fact.SessionOver> over(long session) {
        return picture.rememberedSessions().stream().filter(o -> o.opened().session() == session).findAny();
    }

    @Override
    public Outcome closeSession(Command.CloseSession command) {
        return end(command.session(), EndReason.RELEASED);
    }

    @Override
    public Outcome breakSession(Command.BreakSession command) {
        return end(command.session(), EndReason.BROKEN);
    }

    @Override
    public Outcome expireSession(Command.ExpireSession command) {
        boolean silent = picture.live.containsKey(command.session())
                && picture.renewals.getOrDefault(command.session(), 0L) == command.renewalsSeen();
        return silent ? end(command.session(), EndReason.EXPIRED) : new Refusal.Outdated();
    }

    private Outcome end(long session, EndReason reason) {
        if (picture.live.containsKey(session)) {
            return new Outcome.SessionEnded(ledger.endSession(session, reason));
        }
        return over(session).filter(o -> o.reason() == reason)
                .<Outcome>map(o -> new Outcome.SessionEnded(o.leases())).orElseGet(() -> absent(session));
    }

    // ---- leases

    @Override
    public Outcome acquire(Command.Acquire command) {
        String name = command.resource();
        long session = command.session();
        if (!picture.live.containsKey(session)) {
            return absent(session);
        }
        Fact.Granted holder = picture.held.get(name);
        if (holder != null && holder.session() == session) {
            return new Outcome.LeaseAcquired(picture.lease(holder));
        }
        boolean free = holder == null && !picture.rests.containsKey(name);
        if (!free && !command.queue()) {
            return holder == null ? new Refusal.UnderLockDelay(name, picture.rests.get(name).token())
                    : new Refusal.LeaseHeld(picture.lease(holder));
        }
        Optional<Outcome> over = picture.queue(name).containsKey(session) ? Optional.empty() : limit(name, session);
        return over.orElseGet(() -> free
                ? new Outcome.LeaseAcquired(picture.lease(ledger.grant(name, session, 0))) : queue(command));
    }

    private Optional<Outcome> limit(String name, long session) {
        if (picture.heldBy(session).size() + picture.waitedForBy(session).size() == limits.leasesPerSession()) {
            return Optional.of(new Refusal.TooMany("leases_per_session", limits.leasesPerSession()));
        }
        var known = picture.known();
        if (!known.contains(name) && known.size() == limits.resources()) {
            return Optional.of(new Refusal.TooMany("resources", limits.resources()));
        }
        return picture.queue(name).size() == limits.waitersPerResource()
                ? Optional.of(new Refusal.TooMany("waiters", limits.waitersPerResource())) : Optional.empty();
    }

    private Outcome queue(Command.Acquire command) {
        ledger.note(new Fact.Queued(command.resource(), command.session(), command.attempt()));
        List<Long> order = List.copyOf(picture.queue(command.resource()).keySet());
        return new Outcome.WaitQueued(command.resource(), order.indexOf(command.session()));
    }

    @Override
    public Outcome cancelWait(Command.CancelWait command) {
        Long attempt = picture.queue(command.resource()).get(command.session());
        boolean mine = attempt != null && (command.attempt() == 0 || command.attempt() == attempt);
        if (mine) {
            ledger.leave(command.resource(), command.session());
        }
        return new Outcome.WaitCancelled(mine);
    }

    @Override
    public Outcome release(Command.Release command) {
        if (earlier(command.lease(), EndReason.RELEASED).isPresent()) {
            return new Outcome.LeaseReleased();
        }
        return stale(command.lease()).orElseGet(() -> {
            ledger.endAndPassOn(command.lease().resource(), EndReason.RELEASED);
            return new Outcome.LeaseReleased();
        });
    }

    private Optional<Fact.LeaseOver> earlier(LeaseRef ref, EndReason reason) {
        return picture.rememberedLeases().stream().filter(over -> over.reason() == reason
                && new LeaseRef(over.granted().resource(), over.granted().session(), over.granted().token())
                        .equals(ref)).findAny();
    }

    private Optional<Outcome> stale(LeaseRef ref) {
        Fact.Granted holder = picture.held.get(ref.resource());
        return stale(ref.resource(), ref.token()).or(() -> holder.session() == ref.session()
                ? Optional.empty() : Optional.of(new Refusal.LeaseHeld(picture.lease(holder))));
    }

    private Optional<Outcome> stale(String name, long token) {
        Fact.Granted holder = picture.held.get(name);
        if (holder == null) {
            return Optional.of(new Refusal.NotHeld(name, token));
        }
        return holder.token() == token ? Optional.empty()
                : Optional.of(new Refusal.StaleToken(token, picture.lease(holder)));
    }

    @Override
    public Outcome transfer(Command.Transfer command) {
        String name = command.lease().resource();
        Optional<Fact.LeaseOver> earlier = earlier(command.lease(), EndReason.TRANSFERRED);
        if (earlier.isPresent()) {
            return new Outcome.LeaseTransferred(picture.successors.get(command.lease().token()));
        }
        return stale(command.lease()).or(() -> notWaiting(name, command.toSession()))
                .orElseGet(() -> new Outcome.LeaseTransferred(ledger.endAndGrant(picture.held.get(name),
                        EndReason.TRANSFERRED, command.toSession()).token()));
    }

    private Optional<Outcome> notWaiting(String name, long session) {
        return picture.queue(name).containsKey(session) ? Optional.empty()
                : Optional.of(new Refusal.TargetNotWaiting(name, session));
    }

    @Override
    public Outcome requestHandover(Command.RequestHandover command) {
        String name = command.resource();
        return stale(name, command.expectedToken()).or(() -> notWaiting(name, command.toSession()))
                .orElseGet(() -> {
                    if (picture.marks.getOrDefault(command.expectedToken(), 0L) != command.toSession()) {
                        ledger.note(new Fact.Marked(picture.held.get(name), command.toSession()));
                    }
                    return new Outcome.HandoverNoted();
                });
    }

    @Override
    public Outcome breakLease(Command.BreakLease command) {
        String name = command.resource();
        boolean earlier = picture.rememberedLeases().stream().anyMatch(over -> over.reason() == EndReason.BROKEN
                && over.granted().token() == command.expectedToken() && over.granted().resource().equals(name));
        if (earlier) {
            Long successor = picture.successors.get(command.expectedToken());
            return new Outcome.LeaseBroken(Optional.ofNullable(picture.held.get(name))
                    .filter(g -> successor != null && g.token() == successor).map(picture::lease));
        }
        return stale(name, command.expectedToken()).orElseGet(() -> new Outcome.LeaseBroken(
                ledger.endAndPassOn(name, EndReason.BROKEN).map(picture::lease)));
    }

    @Override
    public Outcome endLockDelay(Command.EndLockDelay command) {
        Fact.Rested rest = picture.rests.get(command.resource());
        if (rest == null || rest.token() != command.token()) {
            return new Refusal.Outdated();
        }
        ledger.note(new Fact.RestOver(command.resource()));
        ledger.passOn(command.resource(), 0, 0);
        return new Outcome.LockDelayEnded();
    }

    // ---- records

    @Override
    public Outcome putRecord(Command.PutRecord command) {
        String name = command.lease().resource();
        StoredRecord last = picture.records.get(name);
        long done = last != null && last.token() == command.lease().token() ? last.sequence() : 0;
        if (done == command.sequence()) {
            return new Outcome.RecordPut(last.version());
        }
        Optional<Outcome> stale = stale(command.lease());
        if (stale.isPresent()) {
            return stale.get();
        }
        if (done > command.sequence()) {
            return new Refusal.Superseded(name, command.sequence(), done);
        }
        long version = last != null && last.value().isPresent() ? last.version() : 0;
        long expected = command.expectedVersion().orElse(version);
        return expected == version ? write(command) : new Refusal.VersionMismatch(name, expected, version);
    }

    private Outcome write(Command.PutRecord command) {
        long version = picture.versionsEver + 1;
        ledger.note(new Fact.Written(command.lease().resource(), new StoredRecord(command.value(), version,
                command.lease().token(), command.sequence(), ledger.now.index())));
        return new Outcome.RecordPut(version);
    }
}
