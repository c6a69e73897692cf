package io.arbiter.client;

/**
 * Receives every change of a lease. Called on the client's callback executor, never on the thread that
 * renews: a slow listener delays other listeners, but no renewal and no gate. Its exceptions are logged.
 */
@FunctionalInterface
public interface LeaseListener {

    /** The lease changed its state. */
    void onLeaseChange(LeaseChange change);
}
