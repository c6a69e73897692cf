package io.arbiter.client.internal.session;

import io.arbiter.client.LeaseChange;
import io.arbiter.client.internal.lease.HeldLease;
import io.arbiter.v1.CondemnedLease;
import io.arbiter.v1.LeaseInfo;
import java.util.List;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The tokens of this session that promotions have condemned. Their gates are shut before the renewal that tells of it
 * extends any other gate, and no answer that comes late opens one again (S3): the arbiter counts on that when it grants
 * the resource to another session. Confined to the loop.
 */
final class CondemnedLeases {
    private static final Logger LOG = LoggerFactory.getLogger(CondemnedLeases.class);
    /** Beyond it the lowest are forgotten, and every token up to them is taken for condemned. */
    static final int MAX_TOKENS = 10_000;

    private final Session session;
    private final TreeSet<Long> tokens = new TreeSet<>();
    private long allThrough;

    CondemnedLeases(Session session) {
        this.session = session;
    }

    /** Shuts what the answer to a renewal names, and gives it back at once: the sooner, the sooner it is elsewhere. */
    void shut(List<CondemnedLease> condemned) {
        for (CondemnedLease one : condemned) {
            if (tokens.add(one.getToken())) {
                shut(one);
            }
        }
        while (tokens.size() > MAX_TOKENS) {
            allThrough = tokens.pollFirst();
        }
    }

    private void shut(CondemnedLease one) {
        LOG.warn(
                "promotion {} has condemned {} with token {}; its gate is shut, and it is released",
                one.getPromotionId(),
                one.getResource(),
                one.getToken());
        session.lease(one.getResource())
                .filter(lease -> lease.token() == one.getToken())
                .ifPresent(this::shut);
        LeaseInfo lease = LeaseInfo.newBuilder()
                .setResource(one.getResource())
                .setToken(one.getToken())
                .build();
        if (session.inheritedLeases().has(lease)) {
            session.inheritedLeases().claim(one.getResource());
        }
        if (!session.pendingReleases().knows(one.getToken())) {
            // Nobody waits for the first try: whether or not it is answered, the tries go on.
            session.pendingReleases().release(lease);
        }
    }

    /** If an answer that came late tells of a grant that was condemned meanwhile. */
    void shutIfCondemned(HeldLease adopted) {
        if (adopted.token() <= allThrough || tokens.contains(adopted.token())) {
            shut(adopted);
        }
    }

    private void shut(HeldLease lease) {
        lease.lose(LeaseChange.Cause.CONDEMNED, "a promotion condemned it: the resource moves to another region");
    }
}
