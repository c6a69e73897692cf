package io.arbiter.simulation;

import io.arbiter.core.command.Command;
import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Event;
import io.arbiter.core.machine.Applied;
import io.arbiter.core.machine.Invariants;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.simulation.Coverage.Kind;

/** All checks of a run, one class for each promise, and what they hear of. */
final class Checks {
    final TokenCheck tokens = new TokenCheck();
    final GuardCheck guard = new GuardCheck();
    final RetryCheck retries;
    final GateCheck gates;
    final FailoverCheck failover;
    final ProgressCheck progress;
    final AgreementCheck agreement;
    private final World world;

    Checks(World world) {
        this.world = world;
        this.retries = new RetryCheck(world.coverage);
        this.gates = new GateCheck(world);
        this.failover = new FailoverCheck(world);
        this.progress = new ProgressCheck(world);
        this.agreement = new AgreementCheck(world);
    }

    /** A command was committed just now. */
    void committed(Command command, Applied applied) {
        for (Event event : applied.events()) {
            see(event.change());
        }
        retries.applied(command, applied);
        checkState();
        count(command, applied.outcome());
    }

    private void count(Command command, Outcome outcome) {
        if (command instanceof Command.ExpireSession expire && outcome instanceof Refusal.Outdated
                && world.oracle.state().session(expire.session()).isPresent()) {
            world.coverage.count(Kind.EXPIRIES_OVERTAKEN_BY_A_RENEWAL);
        } else if (outcome instanceof Outcome.LockDelayEnded) {
            world.coverage.count(Kind.LOCK_DELAYS_ENDED);
        } else if (outcome instanceof Outcome.HandoverNoted) {
            world.coverage.count(Kind.HANDOVERS_REQUESTED);
        }
    }

    private void see(Event.Change change) {
        if (change instanceof Event.LeaseGranted grant) {
            world.coverage.count(Kind.valueOf("GRANTS_" + grant.lease().proof()));
            tokens.granted(grant.lease());
            failover.granted(grant.lease());
            gates.granted(grant.lease());
        } else if (change instanceof Event.LeaseEnded end) {
            gates.ended(end);
            failover.ended(end);
        } else if (change instanceof Event.SessionEnded end && end.reason() == EndReason.EXPIRED) {
            world.coverage.count(Kind.EXPIRIES);
        } else if (change instanceof Event.SessionEnded end && end.reason() == EndReason.TAKEN_OVER) {
            world.coverage.count(Kind.TAKEOVERS);
        }
    }

    /** S2 and the bookkeeping, as the core itself states them. */
    private void checkState() {
        try {
            Invariants.check(world.oracle.state(), World.LIMITS);
        } catch (IllegalStateException e) {
            throw new Violation("S2", "%s", e.getMessage());
        }
    }
}
