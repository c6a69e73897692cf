package io.arbiter.client;

/**
 * Proves that the holder works, e.g. by a small durable write to its database. Run before a session is opened and
 * before each renewal, on a thread of its own: while it fails or stalls, the client neither asks for a lease nor
 * renews one, so that the lease passes to a holder that works. (In tikv/pd #10671 a leader with a stalled disk
 * was kept for 48 minutes, because only its heartbeat lived.)
 */
@FunctionalInterface
public interface HealthCheck {

    /**
     * Returns if the holder works.
     *
     * @throws Exception if it does not; the message reaches the session listener
     */
    void check() throws Exception;
}
