package io.arbiter.client.model;

import java.time.Instant;
import java.util.OptionalLong;

/**
 * A session holds a resource with a token.
 *
 * @param resource the guarded resource
 * @param sessionId the session that holds it
 * @param token the fencing token: positive, larger than every token granted before
 * @param basis what the grant rests on
 * @param revision the revision of the grant
 * @param grantedAt by the wall clock of the node that proposed it; for people; nothing is decided by it
 * @param holder who holds it, for people
 * @param region the holder's home region
 * @param handoverTo the session that an operator asked the holder to hand over to; empty if nobody asked
 */
public record Grant(
        String resource,
        long sessionId,
        long token,
        GrantBasis basis,
        long revision,
        Instant grantedAt,
        String holder,
        String region,
        OptionalLong handoverTo) {}
