package io.arbiter.client.model;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The holder of a resource, and the sessions that wait for it.
 *
 * @param revision what the read reflects
 * @param grant empty if nobody holds it
 * @param timeRemaining by the leader's clock, how long until the holder's silence lets it expire; empty in a stale read
 * @param waiters in the order in which they are served
 * @param confinement set if the last lease was not released where failover is manual
 */
public record LeaseStatus(
        long revision,
        Optional<Grant> grant,
        Optional<Duration> timeRemaining,
        List<Waiter> waiters,
        Optional<Confinement> confinement) {

    /** Only sessions of this region follow the lease with this token, until an operator breaks that token. */
    public record Confinement(String region, long token) {}

    /** Copies the list. */
    public LeaseStatus {
        waiters = List.copyOf(waiters);
    }
}
