package io.arbiter.core.auth;

/**
 * What a role can grant. Some are named before this release has a call that asks for them, so that a role written today
 * says what is meant; granting them has no effect yet.
 */
public enum Permission {
    /** Hold a lease, or wait for it. */
    ACQUIRE,
    /** See who holds and who waits, and the record. */
    READ,
    /** Hear of changes. */
    WATCH,
    /** Write the record under an own lease. */
    PUT_RECORD,
    /** Hand an own lease to a session that waits. */
    TRANSFER,
    /** End another's lease or session. */
    BREAK,
    /** Ask a holder to hand over. */
    PROMOTE,
    /** Move a lease although its holder does not answer. */
    PROMOTE_FORCED,
    /** Move a lease before its cool-down is over. */
    PROMOTE_OVERRIDING,
    /** Change policies, pause and resume failover. */
    POLICY,
    /** Open and close gates for others. */
    GATES,
    /** Change the members of the cluster. */
    MEMBERS,
    /** Take the whole state out. */
    SNAPSHOT,
    /** Change roles and bindings. */
    AUTH
}
