package io.arbiter.core.machine;

import java.time.Instant;

/**
 * Where the counters continue when a cluster is restored from a backup (S1): at max(last number in the backup, seconds
 * since 2026-01-01 UTC * 2^20). That is above all that the lost cluster can have granted, since a leader grants at most
 * 2^20 tokens a second, and nobody has to guess a number (etcd#16028).
 *
 * <p>Session ids, record versions and versions of holdings follow the same rule (S5): the lost cluster's clients still
 * name theirs. If a session id were given out again, its old bearer's renewals would be answered with the leases of
 * the new one, and two gates would be open.
 *
 * <p>This is the one place where a wall clock counts, and an operator stands beside it.
 */
public final class RestoreRule {
    public static final Instant EPOCH = Instant.parse("2026-01-01T00:00:00Z");
    /** Tokens that the rule reserves for each second. */
    public static final long TOKENS_PER_SECOND = 1L << 20;

    private RestoreRule() {
    }

    /**
     * The image with which a restored cluster begins.
     *
     * @param now the wall clock of the machine that restores
     * @throws RestoreRefusedException if the clock is before the backup's own time, or not in a later second than the
     *     restore that this backup descends from
     */
    public static StateImage continueAt(StateImage backup, Instant now) {
        Counters counters = backup.counters();
        Instant taken = Instant.ofEpochMilli(Math.max(counters.wallMillis(), EPOCH.toEpochMilli()));
        long second = now.getEpochSecond() - EPOCH.getEpochSecond();
        if (now.isBefore(taken)) {
            throw new RestoreRefusedException("this machine's clock says " + now + ", which is before the backup's own "
                    + "time " + taken + "; set the clock right and restore again");
        }
        if (second <= counters.restoredAtSecond()) {
            throw new RestoreRefusedException("this state was restored at "
                    + EPOCH.plusSeconds(counters.restoredAtSecond()) + " already, and this machine's clock says " + now
                    + "; restore again a second later, or the two clusters would grant the same tokens");
        }
        long floor = Math.multiplyExact(second, TOKENS_PER_SECOND);
        var sessions = backup.sessions().stream().map(session -> aboveLost(session, floor)).toList();
        return new StateImage(counters.restored(floor, second), sessions, backup.resources(),
                backup.endings(), backup.endedSessions(), backup.events(), backup.compactedRevision());
    }

    private static StateImage.SessionImage aboveLost(StateImage.SessionImage session, long floor) {
        return new StateImage.SessionImage(session.id(), session.spec(), session.openedWallMillis(),
                session.renewals(), Math.max(session.holdingsVersion(), floor));
    }
}
