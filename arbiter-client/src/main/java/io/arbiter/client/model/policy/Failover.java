package io.arbiter.client.model.policy;

/** What follows when a holder was silent for so long that its lease expired. */
public enum Failover {
    /** The next waiter is granted the lease, in whichever region. */
    AUTOMATIC,
    /**
     * Only sessions of the last holder's region are granted the lease, until an operator breaks the token that expired.
     */
    MANUAL,
    /** Something that this library does not know. Refused in a policy that is put. */
    UNKNOWN
}
