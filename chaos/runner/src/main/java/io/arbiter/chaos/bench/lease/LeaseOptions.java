package io.arbiter.chaos.bench.lease;

import java.time.Duration;

/**
 * @param ttl of the sessions, 1 s to 1 h
 * @param gateDriftBoundPpm what the gates allow for; below the clocks' true drift, gates stay open too long
 * @param resources how many there are
 */
public record LeaseOptions(Duration ttl, int gateDriftBoundPpm, int resources) {
    public LeaseOptions {
        if (ttl.compareTo(Duration.ofSeconds(1)) < 0 || ttl.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException("ttl is " + ttl.toMillis() + " ms, expected 1 s to 1 h");
        }
        if (gateDriftBoundPpm < 0 || gateDriftBoundPpm > 100_000) {
            throw new IllegalArgumentException(
                    "gate drift bound is " + gateDriftBoundPpm + " ppm, expected 0 to 100000");
        }
        if (resources < 1) {
            throw new IllegalArgumentException("resources is " + resources + ", expected at least 1");
        }
    }
}
