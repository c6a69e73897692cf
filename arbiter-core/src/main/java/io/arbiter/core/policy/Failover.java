package io.arbiter.core.policy;

/** What follows when a holder was silent for so long that its lease expired. */
public enum Failover {
    /** The next waiter is granted the lease, in whichever region. */
    AUTOMATIC,
    /**
     * Only sessions of the last holder's region are granted the lease, until an operator says otherwise: what another
     * region's copy of the data lacks is not given up by a machine.
     */
    MANUAL
}
