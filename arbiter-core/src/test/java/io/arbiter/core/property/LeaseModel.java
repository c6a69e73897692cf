package io.arbiter.core.property;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.machine.Limits;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.core.policy.Violation;
import java.util.List;
import java.util.Optional;

/** The rules of leases, stated a second time. */
final class LeaseModel {
    private final Limits limits;
    private final Ledger ledger;
    private final Picture picture;
    private final Refusals refusals;

    LeaseModel(Limits limits, Ledger ledger) {
        this.limits = limits;
        this.ledger = ledger;
        this.picture = ledger.picture;
        this.refusals = new Refusals(picture);
    }

    Outcome acquire(Command.Acquire command) {
        String name = command.resource();
        long session = command.session();
        if (!picture.live.containsKey(session)) {
            return refusals.absent(session);
        }
        Fact.Granted holder = picture.held.get(name);
        Fact.Condemned condemned = picture.condemned.get(name);
        if (condemned != null && holder.session() == session) {
            return new Refusal.LeaseCondemned(picture.lease(holder), condemned.promotion());
        }
        if (holder != null && holder.session() == session) {
            return new Outcome.LeaseAcquired(picture.lease(holder));
        }
        Optional<Violation> violation = ledger.policies.violation(name, session);
        if (violation.isPresent()) {
            return new Refusal.OutsidePolicy(name, violation.get());
        }
        Optional<Outcome> unavailable = unavailable(name, session);
        if (unavailable.isPresent() && !command.queue()) {
            return unavailable.get();
        }
        boolean free = unavailable.isEmpty();
        Optional<Outcome> over =
                picture.queue(name).containsKey(session) ? Optional.empty() : limit(name, session, free);
        return over.orElseGet(
                () -> free ? new Outcome.LeaseAcquired(picture.lease(ledger.grant(name, session, 0))) : queue(command));
    }

    private Optional<Outcome> unavailable(String name, long session) {
        if (picture.held.containsKey(name)) {
            return Optional.of(new Refusal.LeaseHeld(picture.lease(picture.held.get(name))));
        } else if (picture.rests.containsKey(name)) {
            return Optional.of(
                    new Refusal.UnderLockDelay(name, picture.rests.get(name).token()));
        }
        Fact.Granted last = picture.confined.get(name);
        if (last == null || picture.region(last.session()).equals(picture.region(session))) {
            return Optional.empty();
        }
        String region = picture.region(last.session());
        return ledger.pauses
                .of(name)
                .<Outcome>map(pause -> new Refusal.FailoverPaused(name, region, last.token(), pause))
                .or(() -> Optional.of(new Refusal.Confined(name, region, last.token())));
    }

    private Optional<Outcome> limit(String name, long session, boolean free) {
        if (picture.heldBy(session).size() + picture.waitedForBy(session).size() == limits.leasesPerSession()) {
            return Optional.of(new Refusal.LimitExceeded("leases_per_session", limits.leasesPerSession()));
        }
        var known = picture.known();
        if (!known.contains(name) && known.size() == limits.resources()) {
            return Optional.of(new Refusal.LimitExceeded("resources", limits.resources()));
        }
        return !free && picture.queue(name).size() == limits.waitersPerResource()
                ? Optional.of(new Refusal.LimitExceeded("waiters", limits.waitersPerResource()))
                : Optional.empty();
    }

    private Outcome queue(Command.Acquire command) {
        ledger.note(new Fact.Queued(command.resource(), command.session(), command.attempt()));
        List<Long> order = ledger.policies.turns(command.resource());
        return new Outcome.WaitQueued(command.resource(), order.indexOf(command.session()));
    }

    Outcome cancelWait(Command.CancelWait command) {
        Long attempt = picture.queue(command.resource()).get(command.session());
        boolean mine = attempt != null && (command.attempt() == 0 || command.attempt() == attempt);
        if (mine) {
            ledger.leave(command.resource(), command.session());
        }
        return new Outcome.WaitCancelled(mine);
    }

    Outcome release(Command.Release command) {
        if (earlier(command.lease(), EndReason.RELEASED).isPresent()) {
            return new Outcome.LeaseReleased();
        }
        return refusals.stale(command.lease()).orElseGet(() -> {
            ledger.endAndGrantNext(command.lease().resource(), EndReason.RELEASED);
            return new Outcome.LeaseReleased();
        });
    }

    private Optional<Fact.LeaseOver> earlier(LeaseRef ref, EndReason reason) {
        return picture.rememberedLeases().stream()
                .filter(over -> over.reason() == reason
                        && new LeaseRef(
                                        over.granted().resource(),
                                        over.granted().session(),
                                        over.granted().token())
                                .equals(ref))
                .findAny();
    }

    Outcome transfer(Command.Transfer command) {
        String name = command.lease().resource();
        Optional<Fact.LeaseOver> earlier = earlier(command.lease(), EndReason.TRANSFERRED);
        if (earlier.isPresent()
                && picture.holderEver(picture.successors.get(command.lease().token())) == command.toSession()) {
            return new Outcome.LeaseTransferred(
                    picture.successors.get(command.lease().token()));
        }
        return refusals.stale(command.lease())
                .or(() -> refusals.notWaiting(name, command.toSession()))
                .or(() -> ledger.promotions.crossedBy(name, command.toSession()))
                .orElseGet(() -> new Outcome.LeaseTransferred(
                        ledger.endAndGrant(picture.held.get(name), EndReason.TRANSFERRED, command.toSession())
                                .token()));
    }

    Outcome requestHandover(Command.RequestHandover command) {
        String name = command.resource();
        return refusals.stale(name, command.expectedToken())
                .or(() -> refusals.notWaiting(name, command.toSession()))
                .or(() -> ledger.promotions.pendingRefusal(name))
                .orElseGet(() -> {
                    if (picture.marks.getOrDefault(command.expectedToken(), 0L) != command.toSession()) {
                        ledger.note(new Fact.Marked(picture.held.get(name), command.toSession()));
                    }
                    return new Outcome.HandoverRequested();
                });
    }

    Outcome breakLease(Command.BreakLease command) {
        String name = command.resource();
        boolean earlier = picture.rememberedLeases().stream()
                .anyMatch(over -> over.reason() == EndReason.BROKEN
                        && over.granted().token() == command.expectedToken()
                        && over.granted().resource().equals(name));
        if (earlier) {
            Long successor = picture.successors.get(command.expectedToken());
            return new Outcome.LeaseBroken(Optional.ofNullable(picture.held.get(name))
                    .filter(g -> successor != null && g.token() == successor)
                    .map(picture::lease));
        }
        Fact.Granted last = picture.confined.get(name);
        if (last != null && last.token() == command.expectedToken()) {
            Optional<Fact.Granted> next = ledger.unconfine(name, last.token());
            ledger.note(new Fact.BrokenAfterwards(last));
            return new Outcome.LeaseBroken(next.map(picture::lease));
        }
        return refusals.stale(name, command.expectedToken())
                .orElseGet(() -> new Outcome.LeaseBroken(
                        ledger.endAndGrantNext(name, EndReason.BROKEN).map(picture::lease)));
    }

    Outcome endLockDelay(Command.EndLockDelay command) {
        Fact.Rested rest = picture.rests.get(command.resource());
        if (rest == null || rest.token() != command.token()) {
            return new Refusal.ConditionFailed();
        }
        ledger.note(new Fact.RestOver(command.resource()));
        ledger.grantNext(command.resource(), 0, 0);
        return new Outcome.LockDelayEnded();
    }
}
