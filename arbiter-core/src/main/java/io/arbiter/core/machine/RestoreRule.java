package io.arbiter.core.machine;

import java.time.Instant;

/**
 * Where the token counter continues when a cluster is restored from a backup (S1): at max(last token in the backup,
 * seconds since 2026-01-01 UTC * 2^20). That is above all that the lost cluster can have granted, since a leader grants
 * at most 2^20 tokens a second, and nobody has to guess a number (etcd#16028).
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
     * @throws RestoreRefusedException if the clock is before the backup's own time, or in the same second as the
     *     restore that this backup descends from
     */
    public static StateImage continueAt(StateImage backup, Instant now) {
        Counters counters = backup.counters();
        Instant taken = Instant.ofEpochMilli(counters.wallMillis());
        long second = now.getEpochSecond() - EPOCH.getEpochSecond();
        if (now.isBefore(taken)) {
            throw new RestoreRefusedException("this machine's clock says " + now + ", which is before the backup's own "
                    + "time " + taken + "; set the clock right and restore again");
        }
        if (second <= counters.restoredAtSecond()) {
            throw new RestoreRefusedException("this state was restored in this very second already; restore again in "
                    + "a second, or the two clusters would grant the same tokens");
        }
        long token = Math.max(counters.lastToken(), Math.multiplyExact(Math.max(second, 0), TOKENS_PER_SECOND));
        return new StateImage(counters.restored(token, second), backup.sessions(), backup.resources(),
                backup.endings(), backup.endedSessions(), backup.events(), backup.compactedRevision());
    }
}
