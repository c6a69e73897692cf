package io.arbiter.client;

import java.time.Duration;

/** The bounds of what a client may be configured to. */
final class ClientLimits {
    static final Duration MIN_TTL = Duration.ofSeconds(1);
    static final Duration MAX_TTL = Duration.ofHours(1);
    static final Duration MAX_LOCK_DELAY = Duration.ofHours(1);
    static final Duration MIN_REQUEST_TIMEOUT = Duration.ofMillis(10);
    /** The longest time that a call or a wait may take; also what a call's timeout field can carry. */
    static final Duration MAX_WAIT = Duration.ofHours(1);
    static final int MAX_ENDPOINTS = 16;
    static final int MAX_FIRST_ACQUIRES = 1_000;
    static final int MAX_RESOURCE_BYTES = 512;
    static final int MAX_REGION_BYTES = 64;
    static final int MAX_HOLDER_BYTES = 256;
    static final int MAX_RECORD_BYTES = 65_536;
    static final int MIN_DRIFT_PPM = 1;
    static final int MAX_DRIFT_PPM = 100_000;

    private ClientLimits() {
    }
}
