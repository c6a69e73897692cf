package io.arbiter.client;

/**
 * A lease changed its state. Every change is told, in order; if a listener is so slow that more than a few
 * are waiting, the ones in between are folded together, but the newest state is always told.
 *
 * @param lease which
 * @param from the state told before
 * @param to the state now
 * @param cause why
 * @param detail one sentence for people
 */
public record LeaseChange(Lease lease, LeaseState from, LeaseState to, Cause cause, String detail) {

    /** Why a lease changed. */
    public enum Cause {
        /** A renewal was acknowledged. */
        RENEWED,
        /** No renewal was acknowledged for too long; if lost, the same lease may still come back. */
        SILENCE,
        /** The session ended: expired, broken, taken over, or unknown to the arbiter. Final. */
        SESSION_ENDED,
        /** The arbiter no longer lists the lease: an operator broke it, or it was granted anew. Final. */
        BROKEN,
        /**
         * An operator asked for a handover: the gate was closed first, then the lease was transferred. Final.
         */
        HANDED_OVER,
        /** The holder transferred it. Final. */
        TRANSFERRED,
        /** The holder released it, or closed the client. Final. */
        RELEASED
    }

    /** Whether the lease is gone for good: it never opens again, acquire anew. */
    public boolean isFinal() {
        return to == LeaseState.LOST && cause != Cause.SILENCE;
    }
}
