package io.arbiter.client.internal.session;

import io.arbiter.client.LeaseChange;
import io.arbiter.client.internal.lease.HeldLease;
import io.arbiter.v1.Holdings;
import io.arbiter.v1.LeaseInfo;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the arbiter's list of the session's leases with the client's own: reports leases that are gone,
 * releases at once those that no caller wants, and hands over those that an operator wants elsewhere.
 * Confined to the loop.
 */
final class HoldingsReconciler {
    private static final Logger LOG = LoggerFactory.getLogger(HoldingsReconciler.class);

    private final Session session;
    private final Sessions sessions;
    private final long asOf;
    private final Holdings list;
    private boolean complete = true;

    /** @param asOf the session's observations when the list was requested: it cannot know later ones */
    HoldingsReconciler(Session session, Sessions sessions, long asOf, Holdings list) {
        this.session = session;
        this.sessions = sessions;
        this.asOf = asOf;
        this.list = list;
    }

    /** To be done before the renewal that listed them extends any gate. */
    void loseWhatIsOver() {
        List.copyOf(session.leases()).stream()
                .filter(lease -> session.isOver(lease.token()))
                .forEach(HoldingsReconciler::lose);
    }

    static void lose(HeldLease lease) {
        LOG.warn("{} with token {} is lost: the arbiter no longer lists it", lease.resource(), lease.token());
        lease.lose(LeaseChange.Cause.BROKEN, "the arbiter no longer lists it: it was broken or granted anew");
    }

    /** @return false if the holdings have to be listed again, because the list was already out of date */
    boolean takeUpWhatIsListed() {
        Map<String, LeaseInfo> listed =
                list.getLeasesList().stream().collect(Collectors.toMap(LeaseInfo::getResource, Function.identity()));
        List.copyOf(session.leases()).forEach(lease -> handOver(lease, listed.get(lease.resource())));
        session.inheritedLeases().retain(listed);
        list.getLeasesList().forEach(this::listed);
        return complete;
    }

    private static void handOver(HeldLease lease, LeaseInfo listed) {
        if (listed != null && listed.getToken() == lease.token() && listed.getHandoverToSessionId() != 0) {
            LOG.info(
                    "asked to hand {} with token {} over to session {}",
                    lease.resource(),
                    lease.token(),
                    listed.getHandoverToSessionId());
            lease.handover().request(listed.getHandoverToSessionId());
        }
    }

    private void listed(LeaseInfo info) {
        boolean ours = session.lease(info.getResource()).isPresent();
        if (ours || session.pendingReleases().knows(info.getToken())) {
            return;
        }
        if (session.releasedTokens().mayBeListed(info.getToken(), asOf)) {
            complete = false;
            return;
        }
        if (sessions.isAcquiredBySteps(info.getResource())) {
            // Its own answer is on its way, and tells whose it is.
            complete = false;
            return;
        }
        if (sessions.isWanted(info.getResource())) {
            // Its own answer may never come: the node that was asked can have fallen silent since.
            sessions.found(session, info);
            return;
        }
        if (session.inheritedLeases().has(info) && info.getHandoverToSessionId() == 0) {
            return;
        }
        session.inheritedLeases().claim(info.getResource());
        LOG.info("releasing {} with token {}: nobody here wants it any more", info.getResource(), info.getToken());
        session.pendingReleases().release(info);
    }
}
