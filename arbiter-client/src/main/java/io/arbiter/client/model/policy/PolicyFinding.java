package io.arbiter.client.model.policy;

/**
 * What policies mean for somebody.
 *
 * @param kind what they do
 * @param resource the resource concerned
 * @param sessionId the session that holds or waits; of a confined resource the one that held it last
 * @param region that session's
 * @param holder that session's name for people; empty for a confined resource
 * @param token of the lease, or of the last one; 0 for a wait
 * @param scope of the policy that decides
 * @param field which of the session's fields it forbids, {@code region} or {@code ttl_millis}; empty for a confined
 *     resource that is not stranded
 * @param found the session's value of it
 * @param allowed what the policy allows
 */
public record PolicyFinding(
        Kind kind,
        String resource,
        long sessionId,
        String region,
        String holder,
        long token,
        String scope,
        String field,
        String found,
        String allowed) {

    /** What policies do to somebody. */
    public enum Kind {
        /** It holds what its policy forbids, and keeps the lease until it lets go, or an operator breaks it. */
        KEEPS_LEASE,
        /** It waits for what the change forbids: the wait ends. */
        LOSES_WAIT,
        /** The last lease was not released where failover is manual: only sessions of the region follow. */
        CONFINED,
        /** As before, and the change makes failover automatic: whoever waits follows. */
        FREED,
        /**
         * As {@link #CONFINED}, but the policy forbids the region: nobody may have the resource, until an operator
         * breaks the token, or a policy allows the region or makes failover automatic.
         */
        STRANDED,
        /** Something that this library does not know. */
        UNKNOWN
    }
}
