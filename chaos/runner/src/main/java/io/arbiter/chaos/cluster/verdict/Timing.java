package io.arbiter.chaos.cluster.verdict;

import java.time.Duration;

/**
 * The parts of S7's bound (docs/guarantees.md, rule 23).
 *
 * @param silence TTL·(1+ρ), which the holder must have been silent for
 * @param grace for which a new leader expires nobody
 * @param commit one round trip to the nearest majority that may be left, and one look for expired sessions
 * @param allowance time from a holder's death to the next holder's knowledge beyond the lease's way: the last renewal's
 *     way to the leader, the grant's way to the waiter, scheduling
 */
public record Timing(Duration silence, Duration grace, Duration commit, Duration allowance) {
    private static final double DRIFT_BOUND = 0.01;

    /** The servers' defaults, the links of the wide-area profile. */
    public static Timing of(Duration ttl) {
        return new Timing(
                Duration.ofNanos((long) (ttl.toNanos() * (1 + DRIFT_BOUND))),
                Duration.ofSeconds(1),
                Duration.ofMillis(145 + 100),
                Duration.ofMillis(500));
    }

    /** @param election measured; short if the leader survived */
    Duration bound(Duration election) {
        Duration leaderless = election.plus(grace);
        return (silence.compareTo(leaderless) > 0 ? silence : leaderless)
                .plus(commit)
                .plus(allowance);
    }

    /** The exception: the leader died with the holder's last renewal, which the next one applies first. */
    Duration boundWithRenewalOnItsWay(Duration election) {
        return election.plus(silence).plus(commit).plus(allowance);
    }
}
