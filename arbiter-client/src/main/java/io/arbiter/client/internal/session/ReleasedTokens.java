package io.arbiter.client.internal.session;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tokens that a session has released lately. A list of holdings that was requested before may still show them, and
 * arrive after they were granted to others: such a lease must not be taken up again (S3). Confined to the loop.
 */
final class ReleasedTokens {
    /** Beyond it the oldest are forgotten, and lists from before that are not trusted at all. */
    static final int MAX_TOKENS = 10_000;

    private final Map<Long, Long> releasedAt = new LinkedHashMap<>();
    private long discardedThrough;

    /** @param observation the session's count of what it has observed, later than every list requested so far */
    void add(long token, long observation) {
        releasedAt.put(token, observation);
        if (releasedAt.size() > MAX_TOKENS) {
            Iterator<Long> oldest = releasedAt.values().iterator();
            discardedThrough = oldest.next();
            oldest.remove();
        }
    }

    /** Whether a list that was requested at this count may show the token though it is gone. */
    boolean mayBeListed(long token, long asOf) {
        return asOf < releasedAt.getOrDefault(token, discardedThrough);
    }

    /** Every list that is still to come was requested at this count or later. */
    void discardThrough(long asOf) {
        releasedAt.values().removeIf(observation -> observation <= asOf);
    }
}
