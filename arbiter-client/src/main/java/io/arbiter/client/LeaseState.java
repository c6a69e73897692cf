package io.arbiter.client;

/** The states of a lease, as its holder may rely on them. */
public enum LeaseState {
    /** The gate is open and renewals come in time. */
    HELD,
    /** The gate is still open, but renewals are overdue: less than a third of the safe time is left. */
    AT_RISK,
    /**
     * The gate is closed: silence or a clock has used up the safe time. Back to HELD, with the same token, if contact
     * is regained before the session has ended; otherwise LOST. Do not write; the outcome is open.
     */
    SUSPENDED,
    /** The gate is closed for good: this lease never opens again; acquire again. */
    LOST
}
