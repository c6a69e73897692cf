package io.arbiter.core.command;

import io.arbiter.core.auth.Principal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A client's own description when it opens a session.
 *
 * @param clientId the same for every process of one client, 1 to 128 bytes
 * @param incarnation unique to one process start, 1 to 64 bytes; with the client id it makes a repeated opening find
 *     the same session (S5)
 * @param holder the client's name for people, 1 to 256 bytes
 * @param region its home region, 1 to 64 bytes
 * @param generation counts the process starts of this client under the lock of its state directory, from 1: proof that
 *     every session of a lower generation belongs to a dead process. 0: no proof, nothing is taken over
 * @param ttlMillis {@value #MIN_TTL_MILLIS} to {@value #MAX_TTL_MILLIS}
 * @param driftBoundPpm the most that clock rates may differ, in parts per million, 1 to {@value #MAX_DRIFT_BOUND_PPM}
 * @param lockDelayMillis the time that its resources rest after it expired, 0 to {@value #MAX_TTL_MILLIS}
 * @param owner who opens it; a client id means something beside it alone, so that nobody finds or takes over another's
 *     session by its client id
 */
public record SessionSpec(
        String clientId,
        String incarnation,
        String holder,
        String region,
        long generation,
        long ttlMillis,
        int driftBoundPpm,
        long lockDelayMillis,
        Principal owner) {
    public static final long MIN_TTL_MILLIS = 1_000;
    public static final long MAX_TTL_MILLIS = 3_600_000;
    public static final int MAX_DRIFT_BOUND_PPM = 100_000;

    public SessionSpec {
        CommandChecks.text("client_id", clientId, 128);
        CommandChecks.text("incarnation", incarnation, 64);
        CommandChecks.text("holder", holder, 256);
        CommandChecks.text("region", region, 64);
        CommandChecks.range("generation", generation, 0, Long.MAX_VALUE);
        CommandChecks.range("ttl_millis", ttlMillis, MIN_TTL_MILLIS, MAX_TTL_MILLIS);
        CommandChecks.range("drift_bound_ppm", driftBoundPpm, 1, MAX_DRIFT_BOUND_PPM);
        CommandChecks.range("lock_delay_millis", lockDelayMillis, 0, MAX_TTL_MILLIS);
        CommandChecks.identity(owner);
    }

    /** The spec of a session that is opened without a certificate. */
    public SessionSpec(
            String clientId,
            String incarnation,
            String holder,
            String region,
            long generation,
            long ttlMillis,
            int driftBoundPpm,
            long lockDelayMillis) {
        this(
                clientId,
                incarnation,
                holder,
                region,
                generation,
                ttlMillis,
                driftBoundPpm,
                lockDelayMillis,
                Principal.NOBODY);
    }

    /**
     * Whether this session's process is known to be dead because its successor holds the lock of their state directory.
     * A session without a generation never held that lock, so it is never proved dead.
     */
    public boolean provenDeadBy(SessionSpec successor) {
        return client().equals(successor.client()) && generation > 0 && generation < successor.generation;
    }

    /** The client that it is a process of: owner and client id, neither of which has a control character. */
    public String client() {
        return owner.identity() + '\n' + clientId;
    }

    /** The first term that differs, in the protocol's spelling, and its value here; empty if none does. */
    public Optional<Map.Entry<String, String>> differenceFrom(SessionSpec other) {
        return RepeatedTerms.difference(terms(), other.terms());
    }

    private Map<String, String> terms() {
        var terms = new LinkedHashMap<String, String>();
        terms.put("holder", holder);
        terms.put("region", region);
        terms.put("generation", Long.toString(generation));
        terms.put("ttl_millis", Long.toString(ttlMillis));
        terms.put("drift_bound_ppm", Integer.toString(driftBoundPpm));
        terms.put("lock_delay_millis", Long.toString(lockDelayMillis));
        return terms;
    }

    /**
     * The silence of the session, on a clock that may run faster than the holder's, after which its gate is provably
     * closed: TTL * (1 + drift bound), in nanoseconds.
     */
    public long silenceNanos() {
        return ttlMillis * (1_000_000L + driftBoundPpm);
    }
}
