package io.arbiter.client;

import io.arbiter.v1.LeaseInfo;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares what the arbiter says the session holds with what the client knows: what is gone is told, what
 * nobody wants is released at once, and what an operator wants elsewhere is handed over. Confined to the
 * loop.
 */
final class HoldingsReview {
    private static final Logger LOG = LoggerFactory.getLogger(HoldingsReview.class);

    private final Session session;
    private final Sessions sessions;
    private final long mark;
    private boolean complete = true;

    /** @param mark the session's mark when the list was asked for: it cannot know what was learned later */
    HoldingsReview(Session session, Sessions sessions, long mark) {
        this.session = session;
        this.sessions = sessions;
        this.mark = mark;
    }

    /** @return false if the list has to be looked at again, since it was already out of date */
    boolean of(List<LeaseInfo> list) {
        Map<String, LeaseInfo> listed = list.stream()
                .collect(Collectors.toMap(LeaseInfo::getResource, Function.identity()));
        List.copyOf(session.leases()).forEach(lease -> known(lease, listed.get(lease.resource())));
        session.inheritance().retain(listed);
        list.forEach(this::listed);
        return complete;
    }

    private void known(HeldLease lease, LeaseInfo listed) {
        if (listed != null && listed.getToken() == lease.token()) {
            if (listed.getHandoverToSessionId() != 0) {
                LOG.info("handing {} with token {} over to session {}", lease.resource(), lease.token(),
                        listed.getHandoverToSessionId());
                lease.handOver(listed.getHandoverToSessionId());
            }
        } else if (lease.learned() > mark) {
            complete = false;
        } else {
            LOG.warn("{} with token {} is lost: the arbiter no longer lists it", lease.resource(),
                    lease.token());
            lease.lose(LeaseChange.Cause.BROKEN,
                    "the arbiter no longer lists it: it was broken or granted anew");
        }
    }

    private void listed(LeaseInfo info) {
        boolean ours = session.lease(info.getResource()).isPresent();
        if (ours || session.lettingGo().knows(info.getToken())) {
            return;
        }
        if (session.goneTokens().mayBeListed(info.getToken(), mark)) {
            complete = false;
            return;
        }
        if (sessions.isWanted(info.getResource())) {
            // Its own answer may never come: the node that was asked can have fallen silent since.
            sessions.found(session, info);
            return;
        }
        if (session.inheritance().has(info) && info.getHandoverToSessionId() == 0) {
            return;
        }
        session.inheritance().claim(info.getResource());
        LOG.info("releasing {} with token {}: nobody here wants it any more", info.getResource(),
                info.getToken());
        session.lettingGo().release(info);
    }
}
