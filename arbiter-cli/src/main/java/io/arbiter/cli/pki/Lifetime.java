package io.arbiter.cli.pki;

import java.time.Duration;
import java.time.Instant;

/** When a certificate is valid. */
record Lifetime(Instant from, Instant to) {
    /** Machines whose clocks differ by less than that agree that a new certificate is valid. */
    private static final Duration CLOCKS = Duration.ofHours(1);

    static Lifetime of(Instant now, Duration length) {
        return new Lifetime(now.minus(CLOCKS), now.plus(length));
    }

    /** No longer than that. */
    Lifetime within(Instant end) {
        return to.isAfter(end) ? new Lifetime(from, end) : this;
    }
}
