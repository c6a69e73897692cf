package io.arbiter.core.policy;

/** What follows when a holder died: was silent until its lease expired, or was taken over by another process. */
public enum Failover {
    /** Its successor inherits the lease, or the next waiter is granted it, in whichever region. */
    AUTOMATIC,
    /**
     * Only sessions of the last holder's region inherit the lease or are granted it, until an operator says otherwise:
     * what another region's copy of the data lacks is not given up by a machine.
     */
    MANUAL
}
