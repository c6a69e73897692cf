package io.arbiter.client;

import io.arbiter.client.transport.EventLoop;
import io.arbiter.v1.LeaseInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leases taken over from the client's dead predecessor, kept until the caller acquires them; what is
 * unclaimed after one TTL is released, so that nobody waits for a holder that does not want it. Confined to
 * the loop.
 */
final class Inheritance {
    private static final Logger LOG = LoggerFactory.getLogger(Inheritance.class);

    private final Parts parts;
    private final Session session;
    private final Map<String, LeaseInfo> unclaimed = new HashMap<>();
    private EventLoop.Timer end = EventLoop.Timer.NONE;

    Inheritance(Parts parts, Session session) {
        this.parts = parts;
        this.session = session;
    }

    void keep(List<LeaseInfo> leases) {
        leases.forEach(lease -> unclaimed.put(lease.getResource(), lease));
        if (!leases.isEmpty()) {
            LOG.info("session {} took {} leases over; unclaimed ones are released after one TTL",
                    session.id(),
                    leases.size());
            end = parts.loop().schedule(this::releaseRest, session.ttlNanos());
        }
    }

    Optional<LeaseInfo> claim(String resource) {
        return Optional.ofNullable(unclaimed.remove(resource));
    }

    boolean has(LeaseInfo lease) {
        LeaseInfo kept = unclaimed.get(lease.getResource());
        return kept != null && kept.getToken() == lease.getToken();
    }

    /** The arbiter lists only these: what else was inherited is gone. */
    void retain(Map<String, LeaseInfo> listed) {
        unclaimed.values().removeIf(kept -> !listed.containsKey(kept.getResource())
                || listed.get(kept.getResource()).getToken() != kept.getToken());
    }

    private void releaseRest() {
        List<LeaseInfo> rest = List.copyOf(unclaimed.values());
        unclaimed.clear();
        rest.forEach(lease -> {
            LOG.info("nobody claimed {} with token {}; releasing it", lease.getResource(), lease.getToken());
            session.lettingGo().release(lease);
        });
    }

    void end() {
        end.cancel();
        unclaimed.clear();
    }
}
