package io.arbiter.simulation;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.event.Lease;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.simulation.Coverage.Kind;

/**
 * One session's dealings with one resource: wants it, waits, holds it and writes, lets go.
 *
 * <p>Once a release or a transfer has been sent, the token is given up for good, whatever the answer: a late copy of
 * that request may still end the lease, so opening the gate again under that token would break S3. If it shows up
 * again, as after a restore from a backup, it is released again.
 */
final class Tenure {
    private enum Phase { IDLE, WAITING, HELD, LETTING_GO }

    private final World world;
    private final SimSession session;
    private final String resource;
    private final Writer writer;
    private Phase phase;
    private long token;
    private long givenUp;
    private long attempt;
    private long until;
    private long lastSent;
    private Farewell farewell;

    Tenure(World world, SimSession session, String resource, boolean askedAtOpening) {
        this.world = world;
        this.session = session;
        this.resource = resource;
        this.writer = new Writer(world, this);
        this.phase = askedAtOpening ? Phase.WAITING : Phase.IDLE;
        this.until = now() + patience();
    }

    void tick() {
        if (phase == Phase.IDLE) {
            consider();
        } else if (phase == Phase.WAITING) {
            keepWaiting();
        } else if (phase == Phase.HELD) {
            use();
        } else {
            farewell.repeatIfDue();
        }
    }

    // ---- acquiring

    private void consider() {
        if (session.client().wants().contains(resource) && (world.isCalm() || world.dice.chance(0.25))) {
            phase = Phase.WAITING;
            until = now() + patience();
            acquire(false);
        }
    }

    private void keepWaiting() {
        if (!world.isCalm() && now() - until > 0) {
            world.coverage.count(Kind.WAITS_ABANDONED);
            phase = Phase.IDLE;
            session.client().call(new Command.CancelWait(resource, session.id(), attempt), false, outcome -> { });
        } else if (isTimeToRepeat()) {
            acquire(true);
        }
    }

    private void acquire(boolean again) {
        attempt = world.dice.between(1, Long.MAX_VALUE >> 16);
        lastSent = now();
        boolean queue = world.isCalm() || world.dice.chance(0.85);
        session.client().call(new Command.Acquire(resource, session.id(), queue, attempt), again, this::onAcquire);
    }

    private void onAcquire(Outcome outcome) {
        if (session.isOver()) {
            return;
        }
        if (outcome instanceof Outcome.LeaseAcquired acquired) {
            granted(acquired.lease());
        }
        session.heard(outcome);
    }

    /**
     * A list of holdings names it. If under another token, even a lower one, the token that this session believed in
     * is not the arbiter's: so after a restore from a backup.
     */
    void listed(Lease lease) {
        if (lease.token() != token) {
            notListed();
        }
        granted(lease);
    }

    /** An answer says that the session holds it. */
    private void granted(Lease lease) {
        boolean idle = phase == Phase.IDLE || phase == Phase.WAITING;
        if (phase == Phase.WAITING && world.mutant.holdsAgain(lease.token(), givenUp)) {
            hold(lease);
        } else if (idle || lease.token() > token) {
            world.coverage.count(Kind.UNASKED_GRANTS);
            token = lease.token();
            letGo(new Command.Release(ref()));
        }
        if (phase == Phase.HELD && lease.handoverTo() != 0) {
            letGo(new Command.Transfer(ref(), lease.handoverTo()));
        }
    }

    private void hold(Lease lease) {
        phase = Phase.HELD;
        token = lease.token();
        until = now() + (world.isCalm() ? world.dice.between(0, Scheduler.SECOND / 2) : patience());
        world.trace.say(session.client(), "holds %s under token %d", resource, token);
        world.checks.progress.held(session.client(), resource);
        world.checks.gates.look(session);
    }

    // ---- holding

    private void use() {
        writer.writeIfOpen();
        if (phase == Phase.HELD && now() - until > 0) {
            letGo(world.dice.chance(0.2) ? transferToAnyWaiter() : new Command.Release(ref()));
        }
    }

    private Command transferToAnyWaiter() {
        return world.oracle.state().resource(resource)
                .flatMap(known -> known.waiters().stream().findFirst())
                .<Command>map(waiter -> new Command.Transfer(ref(), waiter.session()))
                .orElseGet(() -> new Command.Release(ref()));
    }

    /** A list of holdings does not name it any more. */
    void notListed() {
        if (phase == Phase.HELD) {
            world.trace.say(session.client(), "learns that token %d of %s has ended", token, resource);
            phase = Phase.IDLE;
        }
    }

    // ---- letting go: the gate closes first, then the arbiter is told until it answers

    private void letGo(Command command) {
        phase = Phase.LETTING_GO;
        givenUp = Math.max(givenUp, token);
        farewell = new Farewell(session.client(), command, outcome -> onFarewell(command, outcome));
    }

    private void onFarewell(Command said, Outcome outcome) {
        if (session.isOver() || !farewell.says(said)) {
            return;
        }
        if (outcome instanceof Refusal.TargetNotWaiting) {
            letGo(new Command.Release(ref()));
            return;
        }
        if (outcome instanceof Outcome.LeaseTransferred) {
            world.coverage.count(Kind.TRANSFERS);
        }
        phase = Phase.IDLE;
        session.heard(outcome);
    }

    // ---- times

    private boolean isTimeToRepeat() {
        return now() - lastSent > session.client().ttlNanos() / 6;
    }

    private long patience() {
        return world.dice.skewed(session.client().ttlNanos() / 4, 6 * session.client().ttlNanos());
    }

    private long now() {
        return session.client().host().nanoTime();
    }

    // ---- what others ask

    /** Whether its holder may write now. */
    boolean isOpen() {
        return phase == Phase.HELD && session.gate().isOpen();
    }

    LeaseRef ref() {
        return new LeaseRef(resource, session.id(), token);
    }

    SimSession session() {
        return session;
    }

    String resource() {
        return resource;
    }

    long token() {
        return token;
    }
}
