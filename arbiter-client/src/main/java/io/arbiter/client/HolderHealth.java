package io.arbiter.client;

/**
 * Proves that the holder works, e.g. by a small durable write to its database. Run before each renewal, on a
 * thread of its own: while it fails or stalls, the client does not renew, so that the lease passes to
 * somebody who can work. (In tikv/pd #10671 a leader with a stalled disk was kept for 48 minutes, since only
 * its heartbeat lived.)
 */
@FunctionalInterface
public interface HolderHealth {

    /**
     * Returns if the holder works.
     *
     * @throws Exception if it does not; the message reaches the session listener
     */
    void check() throws Exception;
}
