package io.arbiter.client;

/**
 * Hears of every change of a lease. Called on the client's callback executor, never on the thread that
 * renews: a slow listener delays other listeners, but no renewal and no gate. What it throws is logged.
 */
@FunctionalInterface
public interface LeaseListener {

    /** The lease changed its state. */
    void changed(LeaseChange change);
}
