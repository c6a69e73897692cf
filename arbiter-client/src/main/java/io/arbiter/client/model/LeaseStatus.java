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
 * @param waiters first come, first served
 */
public record LeaseStatus(
        long revision, Optional<Grant> grant, Optional<Duration> timeRemaining, List<Waiter> waiters) {

    /** Copies the list. */
    public LeaseStatus {
        waiters = List.copyOf(waiters);
    }
}
