package io.arbiter.cli;

import java.time.Duration;
import java.util.List;

/**
 * A lease that this process wants.
 *
 * @param timeout for each call beside the wait in the queue
 * @param patience how long to queue; zero: not at all
 */
record LeaseRequest(List<Endpoint> endpoints, Duration timeout, String resource, String region, Duration ttl,
        Duration patience) {
}
