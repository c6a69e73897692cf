package io.arbiter.core.event;

/**
 * Session S holds resource R with token T.
 *
 * @param holder the session's name for people
 * @param region the session's home region
 * @param grantedRevision the log index of the grant
 * @param grantedWallMillis the proposer's wall clock at the grant, for people
 * @param handoverTo the waiting session that an operator asked the holder to hand over to, or 0
 */
public record Lease(
        String resource,
        long session,
        String holder,
        String region,
        long token,
        GrantBasis basis,
        long grantedRevision,
        long grantedWallMillis,
        long handoverTo) {

    public Lease withHandoverTo(long waiting) {
        return new Lease(resource, session, holder, region, token, basis, grantedRevision, grantedWallMillis, waiting);
    }
}
