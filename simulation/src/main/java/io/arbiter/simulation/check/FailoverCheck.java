package io.arbiter.simulation.check;

import io.arbiter.core.event.EndReason;
import io.arbiter.core.event.Event;
import io.arbiter.core.event.Lease;
import io.arbiter.simulation.client.SimClient;
import io.arbiter.simulation.cluster.SimCluster;
import io.arbiter.simulation.time.Env;
import io.arbiter.simulation.time.RunSettings;
import io.arbiter.simulation.time.Scheduler;
import java.util.List;
import java.util.Optional;

/**
 * S7, healed: the lease of a holder that died reaches the next waiter within
 * max(TTL(1+bound), election + grace) + 100 ms + one commit. Only two terms are added: the drift of the clock that
 * counts, and the dead holder's last renewal, which may still be in flight.
 */
public final class FailoverCheck {
    private static final long CHECK_INTERVAL = 100 * Scheduler.MILLI;

    private final Env env;
    private final SimCluster cluster;
    private final List<SimClient> clients;
    private Lease awaited;
    private long deadline;

    FailoverCheck(Env env, SimCluster cluster, List<SimClient> clients) {
        this.env = env;
        this.cluster = cluster;
        this.clients = clients;
    }

    /** The holder of this lease dies now. */
    public void expect(Lease lease, boolean leaderDiesToo) {
        awaited = lease;
        deadline = env.time().now() + bound(lease, leaderDiesToo);
    }

    private long bound(Lease lease, boolean leaderDiesToo) {
        RunSettings settings = env.settings();
        var spec =
                cluster.oracle().state().session(lease.session()).orElseThrow().spec();
        long commit = RunSettings.BATCH + 2 * settings.maxDelay() + RunSettings.HEALED_FSYNC;
        long lastRenewal = 2 * settings.maxDelay() + commit + RunSettings.HEALED_LAG + settings.maxDelay();
        long election = leaderDiesToo ? RunSettings.HEALED_ELECTION + 2 * RunSettings.HEALED_LAG + commit : 0;
        long silence =
                settings.onSlowestClock(spec.silenceNanos()) + (isRenewalInFlight(lease) ? lastRenewal + election : 0);
        long grace = election + settings.onSlowestClock(RunSettings.GRACE.toNanos());
        long lockDelay = spec.lockDelayMillis() == 0
                ? 0
                : CHECK_INTERVAL
                        + commit
                        + RunSettings.HEALED_LAG
                        + settings.onSlowestClock(spec.lockDelayMillis() * Scheduler.MILLI);
        return Math.max(silence, grace) + CHECK_INTERVAL + commit + lockDelay;
    }

    private boolean isRenewalInFlight(Lease lease) {
        boolean unapplied = cluster.replicas().stream()
                .anyMatch(r -> !r.host().isDown() && r.applied() < cluster.log().size());
        boolean unacknowledged = clients.stream()
                .map(SimClient::session)
                .anyMatch(s -> s != null && s.id() == lease.session() && s.isRenewalUnacknowledged());
        return unapplied || unacknowledged;
    }

    void granted(Lease lease) {
        if (awaited == null || !lease.resource().equals(awaited.resource())) {
            return;
        }
        if (env.time().now() > deadline) {
            throw new ViolationException(
                    "S7",
                    "%s reached %s %,d ms too late after its holder, session %d, had died",
                    lease.resource(),
                    lease.holder(),
                    (env.time().now() - deadline) / Scheduler.MILLI,
                    awaited.session());
        }
        awaited = null;
    }

    void ended(Event.LeaseEnded end) {
        if (awaited != null && end.token() == awaited.token() && end.reason() == EndReason.BROKEN) {
            awaited = null;
        }
    }

    /** Time by which the grant must have happened, if one is awaited. */
    public Optional<Long> deadline() {
        return awaited == null ? Optional.empty() : Optional.of(deadline);
    }

    public void finish() {
        if (awaited != null) {
            throw new ViolationException(
                    "S7",
                    "%s never reached another session after its holder, session %d, had died",
                    awaited.resource(),
                    awaited.session());
        }
    }
}
