package io.arbiter.client.internal.session;

import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.RenewSessionResponse;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the session held as of the newest renewal that was acknowledged. An answer that tells of a grant can come later
 * than the end of that lease: if the grant is older than the list, and not in it, its gate must not open any more,
 * since the lease may be another session's by now (S3). Confined to the loop.
 */
final class ListedTokens {
    private Set<Long> tokens = Set.of();
    /** 0 before the first list, and with an arbiter that does not say. */
    private long asOf;

    /** Holdings that are not there are those of the list before. */
    void renewed(RenewSessionResponse answer) {
        if (answer.hasHoldings()) {
            tokens = answer.getHoldings().getLeasesList().stream()
                    .map(LeaseInfo::getToken)
                    .collect(Collectors.toUnmodifiableSet());
        }
        asOf = Math.max(asOf, answer.getRevision());
    }

    /** Of two commands of one entry the order is not known; what is condemned meanwhile is told apart from the list. */
    boolean hasEnded(LeaseInfo grant) {
        return grant.getGrantedRevision() < asOf && !tokens.contains(grant.getToken());
    }
}
