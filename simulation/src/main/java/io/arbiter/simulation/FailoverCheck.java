package io.arbiter.simulation;

import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Event;
import io.arbiter.core.event.Lease;
import java.util.Optional;

/**
 * S7, healed: the lease of a holder that died reaches the next waiter within
 * max(TTL(1+bound), election + grace) + 100 ms + one commit. On top of that stand only the drift of the clock that
 * counts, and what the model adds beside it: the dead holder's last renewal may still be on its way.
 */
final class FailoverCheck {
    private static final long CHECK_INTERVAL = 100 * Scheduler.MILLI;

    private final World world;
    private Lease awaited;
    private long deadline;

    FailoverCheck(World world) {
        this.world = world;
    }

    /** Its holder dies now. */
    void expect(Lease lease, boolean leaderDiesToo) {
        awaited = lease;
        deadline = world.time.now() + bound(lease, leaderDiesToo);
    }

    private long bound(Lease lease, boolean leaderDiesToo) {
        Settings settings = world.settings;
        var spec = world.oracle.state().session(lease.session()).orElseThrow().spec();
        long commit = Settings.BATCH + 2 * settings.maxDelay() + Settings.CALM_FSYNC;
        long lastRenewal = 2 * settings.maxDelay() + commit + Settings.CALM_LAG + settings.maxDelay();
        long election = leaderDiesToo ? Settings.CALM_ELECTION + 2 * Settings.CALM_LAG + commit : 0;
        long silence = settings.onSlowestClock(spec.silenceNanos())
                + (isRenewalUnderWay(lease) ? lastRenewal + election : 0);
        long grace = election + settings.onSlowestClock(Settings.GRACE.toNanos());
        long lockDelay = spec.lockDelayMillis() == 0 ? 0 : CHECK_INTERVAL + commit + Settings.CALM_LAG
                + settings.onSlowestClock(spec.lockDelayMillis() * Scheduler.MILLI);
        return Math.max(silence, grace) + CHECK_INTERVAL + commit + lockDelay;
    }

    private boolean isRenewalUnderWay(Lease lease) {
        boolean unapplied = world.replicas.stream().anyMatch(r -> !r.host().isDown() && r.applied() < world.log.size());
        boolean unanswered = world.clients.stream().map(SimClient::session)
                .anyMatch(s -> s != null && s.id() == lease.session() && s.isRenewalUnanswered());
        return unapplied || unanswered;
    }

    void granted(Lease lease) {
        if (awaited == null || !lease.resource().equals(awaited.resource())) {
            return;
        }
        if (world.time.now() > deadline) {
            throw new Violation("S7", "%s reached %s %,d ms too late after its holder, session %d, had died",
                    lease.resource(), lease.holder(), (world.time.now() - deadline) / Scheduler.MILLI,
                    awaited.session());
        }
        awaited = null;
    }

    void ended(Event.LeaseEnded end) {
        if (awaited != null && end.token() == awaited.token() && end.reason() == EndReason.BROKEN) {
            awaited = null;
        }
    }

    /** Until when the grant must have happened, if one is awaited. */
    Optional<Long> deadline() {
        return awaited == null ? Optional.empty() : Optional.of(deadline);
    }

    void finish() {
        if (awaited != null) {
            throw new Violation("S7", "%s never reached another session after its holder, session %d, had died",
                    awaited.resource(), awaited.session());
        }
    }
}
