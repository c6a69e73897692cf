package io.arbiter.client;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The tokens that a session has let go of lately. A list of holdings that was asked for before may still show them, and
 * come after they were granted to others: such a lease must not be taken up again (S3). Confined to the loop.
 */
final class GoneTokens {
    /** Beyond it the oldest are forgotten, and lists from before that are not believed at all. */
    static final int MAX_TOKENS = 10_000;

    private final Map<Long, Long> wentAt = new LinkedHashMap<>();
    private long forgottenThrough;

    /** @param learned the session's count of what it learned, later than every list asked for so far */
    void add(long token, long learned) {
        wentAt.put(token, learned);
        if (wentAt.size() > MAX_TOKENS) {
            Iterator<Long> oldest = wentAt.values().iterator();
            forgottenThrough = oldest.next();
            oldest.remove();
        }
    }

    /** Whether a list that was asked for at this mark may show the token though it is gone. */
    boolean mayBeListed(long token, long mark) {
        return mark < wentAt.getOrDefault(token, forgottenThrough);
    }

    /** Every list that is still to come was asked for at this mark or later. */
    void forgetThrough(long mark) {
        wentAt.values().removeIf(learned -> learned <= mark);
    }
}
