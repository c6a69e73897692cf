package io.arbiter.cli.hold;

import java.time.Duration;

/**
 * A lease that this process wants.
 *
 * @param queueTime the time to queue; zero: not at all
 */
public record LeaseRequest(String resource, String region, Duration ttl, Duration queueTime) {}
