package io.arbiter.core.machine;

/**
 * The numbers that only grow.
 *
 * @param lastToken the newest fencing token, 0 before the first grant. One counter for the whole cluster, so that idle
 *     resources can be forgotten without danger to S1
 * @param lastSession the newest session id
 * @param lastRecordVersion the newest record version; cluster-wide for the same reason
 * @param appliedIndex the log index of the newest command
 * @param wallMillis the latest wall clock reading that a proposer stamped on an entry; only a restore looks at it
 * @param restoredAtSecond when this state was last restored from a backup, in seconds since 2026-01-01 UTC, or 0
 */
public record Counters(
        long lastToken,
        long lastSession,
        long lastRecordVersion,
        long appliedIndex,
        long wallMillis,
        long restoredAtSecond) {
    static final Counters ZERO = new Counters(0, 0, 0, 0, 0, 0);

    Counters at(long index, long wall) {
        return new Counters(
                lastToken, lastSession, lastRecordVersion, index, Math.max(wallMillis, wall), restoredAtSecond);
    }

    Counters nextToken() {
        return new Counters(
                Math.addExact(lastToken, 1),
                lastSession,
                lastRecordVersion,
                appliedIndex,
                wallMillis,
                restoredAtSecond);
    }

    Counters nextSession() {
        return new Counters(
                lastToken,
                Math.addExact(lastSession, 1),
                lastRecordVersion,
                appliedIndex,
                wallMillis,
                restoredAtSecond);
    }

    Counters nextRecordVersion() {
        return new Counters(
                lastToken,
                lastSession,
                Math.addExact(lastRecordVersion, 1),
                appliedIndex,
                wallMillis,
                restoredAtSecond);
    }

    /** A new cluster's first token and session id follow these, unless numbers beyond them have been issued already. */
    Counters above(long tokens, long sessionIds) {
        return new Counters(
                Math.max(lastToken, tokens),
                Math.max(lastSession, sessionIds),
                lastRecordVersion,
                appliedIndex,
                wallMillis,
                restoredAtSecond);
    }

    /**
     * No number of the lost cluster is issued again: all go on above {@code floor}.
     *
     * @param second before the end of which nothing of this may be restored again
     * @param leases so many were granted anew, under the first tokens
     */
    public Counters restored(long floor, long second, int leases) {
        return new Counters(
                Math.addExact(Math.max(lastToken, floor), leases),
                Math.max(lastSession, floor),
                Math.max(lastRecordVersion, floor),
                appliedIndex,
                wallMillis,
                second);
    }
}
