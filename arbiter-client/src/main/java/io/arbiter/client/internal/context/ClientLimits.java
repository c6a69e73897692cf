package io.arbiter.client.internal.context;

import java.time.Duration;

/** Bounds of a client's configuration. */
public final class ClientLimits {
    static final Duration MIN_TTL = Duration.ofSeconds(1);
    static final Duration MAX_TTL = Duration.ofHours(1);
    static final Duration MAX_LOCK_DELAY = Duration.ofHours(1);
    static final Duration MIN_REQUEST_TIMEOUT = Duration.ofMillis(10);
    static final Duration MAX_REQUEST_TIMEOUT = Duration.ofHours(24);
    /**
     * The longest time that a wait may take; also the most that a call's timeout field can carry: longer waits are
     * repeated.
     */
    public static final Duration MAX_WAIT = Duration.ofHours(1);

    static final int MAX_ENDPOINTS = 16;
    public static final int MAX_FIRST_ACQUIRES = 1_000;
    public static final int MAX_RESOURCE_BYTES = 512;
    static final int MAX_REGION_BYTES = 64;
    static final int MAX_HOLDER_BYTES = 256;
    public static final int MAX_RECORD_BYTES = 65_536;
    static final int MIN_DRIFT_PPM = 1;
    static final int MAX_DRIFT_PPM = 100_000;

    private ClientLimits() {}

    /** @throws IllegalArgumentException unless the limit is one that a request may have */
    public static void requireTimeout(Duration limit) {
        if (limit.compareTo(MIN_REQUEST_TIMEOUT) < 0 || limit.compareTo(MAX_REQUEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(
                    "limit is " + limit + ", expected " + MIN_REQUEST_TIMEOUT + " to " + MAX_REQUEST_TIMEOUT);
        }
    }
}
