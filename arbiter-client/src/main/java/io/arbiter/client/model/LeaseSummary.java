package io.arbiter.client.model;

import java.time.Duration;
import java.util.Optional;

/**
 * A row of a listing of leases.
 *
 * @param grant who holds which resource
 * @param timeRemaining by the leader's clock, how long until the holder's silence lets it expire; empty in a stale read
 * @param waiters how many are queued for it
 */
public record LeaseSummary(Grant grant, Optional<Duration> timeRemaining, int waiters) {}
