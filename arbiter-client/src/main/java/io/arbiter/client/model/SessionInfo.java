package io.arbiter.client.model;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A session, as the arbiter knows it.
 *
 * @param sessionId the session
 * @param clientId the same for every process of one client
 * @param holder the holder's name, for people
 * @param region its home region
 * @param ttl how long it may be silent
 * @param leases how many resources it holds
 * @param waits for how many it is queued
 * @param timeRemaining by the leader's clock, how long until it may be expired; empty in a stale read
 * @param openedAt by the wall clock of the node that proposed it; for people; nothing is decided by it
 */
public record SessionInfo(
        long sessionId,
        String clientId,
        String holder,
        String region,
        Duration ttl,
        int leases,
        int waits,
        Optional<Duration> timeRemaining,
        Instant openedAt) {}
