package io.arbiter.core.machine;

import io.arbiter.core.auth.Principal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What each identity has, counted along with the sessions, so that a quota costs a look-up. Follows from the sessions,
 * so no snapshot has it. An identity is in here only while it has a session. Callers without a certificate are not
 * told from each other, so they are not counted.
 */
final class Usage {
    private final Map<String, Counts> byIdentity = new LinkedHashMap<>();

    private static final class Counts {
        int sessions;
        int claims;
    }

    int sessions(Principal owner) {
        Counts counts = byIdentity.get(owner.identity());
        return counts == null ? 0 : counts.sessions;
    }

    /** The resources that its sessions hold or wait for. */
    int claims(Principal owner) {
        Counts counts = byIdentity.get(owner.identity());
        return counts == null ? 0 : counts.claims;
    }

    void addSession(Principal owner) {
        if (!owner.isNobody()) {
            byIdentity.computeIfAbsent(owner.identity(), first -> new Counts()).sessions++;
        }
    }

    /** Its claims have been taken away before. */
    void removeSession(Principal owner) {
        if (!owner.isNobody() && --byIdentity.get(owner.identity()).sessions == 0) {
            byIdentity.remove(owner.identity());
        }
    }

    void addClaims(Principal owner, int change) {
        if (!owner.isNobody()) {
            byIdentity.get(owner.identity()).claims += change;
        }
    }

    int identities() {
        return byIdentity.size();
    }

    void clear() {
        byIdentity.clear();
    }
}
