package io.arbiter.simulation.client;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.event.Lease;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.simulation.time.Coverage.Kind;
import io.arbiter.simulation.time.Env;
import io.arbiter.simulation.time.Scheduler;

/**
 * One session's lease on one resource: waits for it, holds it and writes, releases it.
 *
 * <p>After a release or a transfer has been sent, the token is never used again, whatever the reply: a late copy of the
 * request may still end the lease, so opening the gate under that token would break S3. If a list names the token
 * again, as after a restore from a backup, it is released again.
 */
public final class SimLease {
    private enum Phase {
        IDLE,
        WAITING,
        HELD,
        RELEASING
    }

    private final ClientContext context;
    private final Env env;
    private final SimSession session;
    private final String resource;
    private final Writer writer;
    private Phase phase;
    private long token;
    private long givenUp;
    private long attempt;
    private long until;
    private long lastSent;
    private ReleaseRetry retry;

    SimLease(ClientContext context, SimSession session, String resource, boolean askedAtOpening) {
        this.context = context;
        this.env = context.env();
        this.session = session;
        this.resource = resource;
        this.writer = new Writer(context, this);
        this.phase = askedAtOpening ? Phase.WAITING : Phase.IDLE;
        this.until = now() + drawTimeout();
    }

    void tick() {
        if (phase == Phase.IDLE) {
            consider();
        } else if (phase == Phase.WAITING) {
            keepWaiting();
        } else if (phase == Phase.HELD) {
            use();
        } else {
            retry.repeatIfDue();
        }
    }

    // ---- acquiring

    private void consider() {
        if (session.client().wants().contains(resource)
                && (env.isHealed() || env.random().chance(0.25))) {
            phase = Phase.WAITING;
            until = now() + drawTimeout();
            acquire(false);
        }
    }

    private void keepWaiting() {
        if (!env.isHealed() && now() - until > 0) {
            env.coverage().count(Kind.WAITS_ABANDONED);
            phase = Phase.IDLE;
            session.client().call(new Command.CancelWait(resource, session.id(), attempt), false, outcome -> {});
        } else if (isTimeToRepeat()) {
            acquire(true);
        }
    }

    private void acquire(boolean again) {
        attempt = env.random().between(1, Long.MAX_VALUE >> 16);
        lastSent = now();
        boolean queue = env.isHealed() || env.random().chance(0.85);
        session.client().call(new Command.Acquire(resource, session.id(), queue, attempt), again, this::onAcquire);
    }

    private void onAcquire(Outcome outcome) {
        if (session.isEnded()) {
            return;
        }
        if (outcome instanceof Outcome.LeaseAcquired acquired) {
            granted(acquired.lease());
        }
        session.endIfRefused(outcome);
    }

    /**
     * A list of holdings names it. If the token differs, even if it is lower, the one that this session held is not
     * the arbiter's: that happens after a restore from a backup.
     */
    void listed(Lease lease) {
        if (lease.token() != token) {
            notListed();
        }
        granted(lease);
    }

    /** A reply grants it to the session. */
    private void granted(Lease lease) {
        boolean idle = phase == Phase.IDLE || phase == Phase.WAITING;
        if (phase == Phase.WAITING && env.mutant().holdsAgain(lease.token(), givenUp)) {
            hold(lease);
        } else if (idle || lease.token() > token) {
            env.coverage().count(Kind.UNASKED_GRANTS);
            token = lease.token();
            release(new Command.Release(ref()));
        }
        if (phase == Phase.HELD && lease.handoverTo() != 0) {
            release(new Command.Transfer(ref(), lease.handoverTo()));
        }
    }

    /** No reply that comes late opens it again. */
    void condemned(long which) {
        if (which <= givenUp || phase == Phase.RELEASING) {
            givenUp = Math.max(givenUp, which);
            return;
        }
        token = which;
        if (session.client().releasesCondemned()) {
            release(new Command.Release(ref()));
        } else {
            givenUp = which;
            phase = Phase.IDLE;
        }
    }

    private void hold(Lease lease) {
        phase = Phase.HELD;
        token = lease.token();
        until = now() + (env.isHealed() ? env.random().between(0, Scheduler.SECOND / 2) : drawTimeout());
        env.trace().record(session.client(), "holds %s under token %d", resource, token);
        context.observer().held(session.client(), resource);
        context.observer().acted(session);
    }

    // ---- holding

    private void use() {
        writer.writeIfOpen();
        if (phase == Phase.HELD && now() - until > 0) {
            release(env.random().chance(0.2) ? transferToAnyWaiter() : new Command.Release(ref()));
        }
    }

    private Command transferToAnyWaiter() {
        return context.cluster()
                .oracle()
                .state()
                .resource(resource)
                .flatMap(known -> known.waiters().stream().findFirst())
                .<Command>map(waiter -> new Command.Transfer(ref(), waiter.session()))
                .orElseGet(() -> new Command.Release(ref()));
    }

    /** A list of holdings no longer names it. */
    void notListed() {
        if (phase == Phase.HELD) {
            env.trace().record(session.client(), "learns that token %d of %s has ended", token, resource);
            phase = Phase.IDLE;
        }
    }

    // ---- releasing: the gate closes first, then the request is sent until the arbiter replies

    private void release(Command command) {
        phase = Phase.RELEASING;
        givenUp = Math.max(givenUp, token);
        retry = new ReleaseRetry(session.client(), command, outcome -> onReleaseReply(command, outcome));
    }

    private void onReleaseReply(Command sent, Outcome outcome) {
        if (session.isEnded() || !retry.sends(sent)) {
            return;
        }
        if (outcome instanceof Refusal.TargetNotWaiting || outcome instanceof Refusal.PromotionOpen) {
            release(new Command.Release(ref()));
            return;
        }
        if (outcome instanceof Outcome.LeaseTransferred) {
            env.coverage().count(Kind.TRANSFERS);
        }
        phase = Phase.IDLE;
        session.endIfRefused(outcome);
    }

    // ---- times

    private boolean isTimeToRepeat() {
        return now() - lastSent > session.client().ttlNanos() / 6;
    }

    private long drawTimeout() {
        return env.random()
                .skewed(session.client().ttlNanos() / 4, 6 * session.client().ttlNanos());
    }

    private long now() {
        return session.client().host().nanoTime();
    }

    // ---- state

    /** True while its holder may write. */
    public boolean isOpen() {
        return phase == Phase.HELD && session.gate().isOpen();
    }

    LeaseRef ref() {
        return new LeaseRef(resource, session.id(), token);
    }

    public SimSession session() {
        return session;
    }

    public String resource() {
        return resource;
    }

    public long token() {
        return token;
    }
}
