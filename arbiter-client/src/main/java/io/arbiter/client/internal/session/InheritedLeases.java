package io.arbiter.client.internal.session;

import io.arbiter.client.internal.context.ClientContext;
import io.arbiter.client.internal.transport.EventLoop;
import io.arbiter.v1.LeaseInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases taken over from the client's dead predecessor, kept until the caller acquires them; a lease
 * unclaimed after one TTL is released, so that nobody waits for a holder that does not want it. Confined to
 * the loop.
 */
final class InheritedLeases {
    private static final Logger LOG = LoggerFactory.getLogger(InheritedLeases.class);

    private final ClientContext context;
    private final Session session;
    private final Map<String, LeaseInfo> unclaimed = new HashMap<>();
    private EventLoop.Timer end = EventLoop.Timer.NONE;

    InheritedLeases(ClientContext context, Session session) {
        this.context = context;
        this.session = session;
    }

    void keep(List<LeaseInfo> leases) {
        leases.forEach(lease -> unclaimed.put(lease.getResource(), lease));
        if (!leases.isEmpty()) {
            LOG.info(
                    "session {} took {} leases over; unclaimed ones are released after one TTL",
                    session.id(),
                    leases.size());
            end = context.loop().schedule(this::releaseRest, session.ttlNanos());
        }
    }

    Optional<LeaseInfo> claim(String resource) {
        return Optional.ofNullable(unclaimed.remove(resource));
    }

    boolean has(LeaseInfo lease) {
        LeaseInfo kept = unclaimed.get(lease.getResource());
        return kept != null && kept.getToken() == lease.getToken();
    }

    /** The arbiter lists only these: other inherited leases are gone. */
    void retain(Map<String, LeaseInfo> listed) {
        unclaimed
                .values()
                .removeIf(kept -> !listed.containsKey(kept.getResource())
                        || listed.get(kept.getResource()).getToken() != kept.getToken());
    }

    private void releaseRest() {
        List<LeaseInfo> rest = List.copyOf(unclaimed.values());
        unclaimed.clear();
        rest.forEach(lease -> {
            LOG.info("nobody claimed {} with token {}; releasing it", lease.getResource(), lease.getToken());
            session.pendingReleases().release(lease);
        });
    }

    void end() {
        end.cancel();
        unclaimed.clear();
    }
}
