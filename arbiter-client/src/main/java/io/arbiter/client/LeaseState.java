package io.arbiter.client;

/** What a holder may rely on. */
public enum LeaseState {
    /** The gate is open and renewals come in time. */
    HELD,
    /** The gate is still open, but renewals are overdue: less than a third of the safe time is left. */
    AT_RISK,
    /**
     * The gate is closed. Back to HELD only if silence closed it and contact is regained with the same token.
     */
    LOST
}
