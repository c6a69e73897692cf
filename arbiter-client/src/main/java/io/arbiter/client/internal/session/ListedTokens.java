package io.arbiter.client.internal.session;

import io.arbiter.v1.Holdings;
import io.arbiter.v1.LeaseInfo;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the newest list of a session's holdings says of a grant that is learned of later. Answers cross: a lease can
 * have ended, and its resource be held by somebody else, before the answer that granted it arrives; a gate that opened
 * under it would stand open beside the other's (S3). Tokens tell the order, since each grant's is larger than all
 * before. Confined to the loop.
 */
final class ListedTokens {
    private long newest;
    private Set<Long> listed = Set.of();

    /** Lists come in the order in which they were made. */
    void update(Holdings list) {
        newest = list.getNewestToken();
        listed = list.getLeasesList().stream().map(LeaseInfo::getToken).collect(Collectors.toUnmodifiableSet());
    }

    /** Whether the list was made after the grant of this token, and after the end of its lease. */
    boolean isOver(long token) {
        return token <= newest && !listed.contains(token);
    }
}
