package io.arbiter.client;

/**
 * A lease changed its state. Every change is reported, in order; if a listener is so slow that more than a
 * few changes wait, those in between are merged, but the newest state is always reported.
 *
 * @param lease the lease that changed
 * @param from the state reported before
 * @param to the state now
 * @param cause the reason
 * @param detail one sentence for people
 */
public record LeaseChange(Lease lease, LeaseState from, LeaseState to, Cause cause, String detail) {

    /** The reason for a change. */
    public enum Cause {
        /** A renewal was acknowledged. */
        RENEWED,
        /** No renewal was acknowledged for too long. */
        RENEWAL_TIMEOUT,
        /** The wall clock went ahead of the monotonic one: it was set forward, or the machine was suspended. */
        CLOCK,
        /** The session ended: expired, broken, taken over, or unknown to the arbiter. */
        SESSION_ENDED,
        /** The arbiter no longer lists the lease: an operator broke it, or it was granted again. */
        BROKEN,
        /** A promotion condemned it, because the resource moves to another region without this holder's help. */
        CONDEMNED,
        /**
         * An operator asked for a handover: the gate was closed first, then the lease was transferred.
         */
        HANDED_OVER,
        /** The holder transferred it. */
        TRANSFERRED,
        /** The holder released it, or closed the client. */
        RELEASED;

        /** The state of a lease whose gate was closed for this reason. */
        LeaseState closed() {
            return this == RENEWAL_TIMEOUT || this == CLOCK ? LeaseState.SUSPENDED : LeaseState.LOST;
        }
    }
}
