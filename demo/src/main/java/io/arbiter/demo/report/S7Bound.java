package io.arbiter.demo.report;

import java.time.Duration;
import java.util.Locale;

/**
 * The time that the lease of a dead holder may take to reach the next waiter (docs/guarantees.md, S7):
 * max(TTL * (1 + drift bound), election + grace) + one expiry check + one commit. Without the loss of the leader
 * there is no election to wait for.
 *
 * @param election until the surviving nodes have a leader that is ready; zero if the leader survived
 */
public record S7Bound(Duration ttl, Duration election) {
    static final double DRIFT_BOUND = 0.01;
    static final Duration GRACE = Duration.ofSeconds(1);
    static final Duration EXPIRY_CHECK = Duration.ofMillis(100);
    /** The round trip between the two regions that are left when us-east is lost. */
    static final Duration COMMIT = Duration.ofMillis(145);
    /**
     * In the profile wan a follower waits 1 to 2 s for the leader, and checks at the end of a whole wait, so
     * it may wait up to twice that; then pre-vote, vote and first entry take a round trip each.
     */
    static final Duration ELECTION = Duration.ofSeconds(4).plus(COMMIT.multipliedBy(3));
    /**
     * The parts of a gap in writes beyond the lease's way: the last renewal's way to the leader, the grant's
     * way to the writer, its first transaction, and the scheduling of eight busy processes on as little as
     * two cores.
     */
    public static final Duration ALLOWANCE = Duration.ofMillis(500);

    public static S7Bound of(Duration ttl, boolean leaderLost) {
        return new S7Bound(ttl, leaderLost ? ELECTION : Duration.ZERO);
    }

    public Duration total() {
        Duration silence = Duration.ofNanos((long) (ttl.toNanos() * (1 + DRIFT_BOUND)));
        Duration leaderless = election.isZero() ? Duration.ZERO : election.plus(GRACE);
        Duration longer = silence.compareTo(leaderless) >= 0 ? silence : leaderless;
        return longer.plus(EXPIRY_CHECK).plus(COMMIT);
    }

    /**
     * The bound if the holder's last renewal was in the log, but not known to be committed, when holder and
     * leader died together: the next leader applies it after the election and counts the silence from there
     * (docs/guarantees.md, 23). The same as {@link #total} if the leader survived.
     */
    public Duration totalIfRenewalOnItsWay() {
        Duration silence = Duration.ofNanos((long) (ttl.toNanos() * (1 + DRIFT_BOUND)));
        return election.isZero()
                ? total()
                : election.plus(silence).plus(EXPIRY_CHECK).plus(COMMIT);
    }

    /** The sum, in seconds, as docs/guarantees.md writes it. */
    public String describe() {
        String first = String.format(Locale.ROOT, "%.1f*%.2f", seconds(ttl), 1 + DRIFT_BOUND);
        if (!election.isZero()) {
            double sum = seconds(election.plus(GRACE));
            first = String.format(Locale.ROOT, "max(%s, %.2f)", first, sum);
        }
        return String.format(
                Locale.ROOT,
                "%s + %.1f + %.3f = %.2f s",
                first,
                seconds(EXPIRY_CHECK),
                seconds(COMMIT),
                seconds(total()));
    }

    /** For printing. */
    public static double seconds(Duration duration) {
        return duration.toNanos() / 1e9;
    }
}
