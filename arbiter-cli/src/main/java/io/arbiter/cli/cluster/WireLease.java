package io.arbiter.cli.cluster;

import io.arbiter.client.model.Grant;
import io.arbiter.v1.GrantBasis;
import io.arbiter.v1.LeaseInfo;

/** A grant reported by the library, as a message of the wire protocol, from which leases are printed. */
public final class WireLease {

    private WireLease() {}

    public static LeaseInfo of(Grant grant) {
        return LeaseInfo.newBuilder()
                .setResource(grant.resource())
                .setSessionId(grant.sessionId())
                .setToken(grant.token())
                .setBasis(basis(grant))
                .setGrantedRevision(grant.revision())
                .setGrantedWallMillis(grant.grantedAt().toEpochMilli())
                .setHolder(grant.holder())
                .setRegion(grant.region())
                .setHandoverToSessionId(grant.handoverTo().orElse(0))
                .build();
    }

    private static GrantBasis basis(Grant grant) {
        return switch (grant.basis()) {
            case FIRST -> GrantBasis.GRANT_BASIS_FIRST;
            case RELEASED -> GrantBasis.GRANT_BASIS_RELEASED;
            case EXPIRED -> GrantBasis.GRANT_BASIS_EXPIRED;
            case TAKEN_OVER -> GrantBasis.GRANT_BASIS_TAKEN_OVER;
            case SEALED -> GrantBasis.GRANT_BASIS_SEALED;
            case BROKEN -> GrantBasis.GRANT_BASIS_BROKEN;
            case CONDEMNED -> GrantBasis.GRANT_BASIS_CONDEMNED;
            case UNKNOWN -> GrantBasis.GRANT_BASIS_UNSPECIFIED;
        };
    }
}
