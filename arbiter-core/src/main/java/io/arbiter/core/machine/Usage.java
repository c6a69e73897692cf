package io.arbiter.core.machine;

import io.arbiter.core.auth.Principal;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What each identity has, counted along with the sessions and confined resources, so that a quota costs a look-up.
 * Follows from these, so no snapshot has it. An identity is in here only while it has something. Callers without a
 * certificate are not told from each other, so they are not counted.
 */
final class Usage {
    private static final Counts NOTHING = new Counts(0, 0, 0);

    private final Map<String, Counts> byIdentity = new LinkedHashMap<>();

    private record Counts(int sessions, int claims, int confined) {
        Counts plus(Counts more) {
            return new Counts(sessions + more.sessions, claims + more.claims, confined + more.confined);
        }
    }

    int sessions(Principal owner) {
        return of(owner).sessions;
    }

    /** The resources that its sessions hold or wait for. */
    int claims(Principal owner) {
        return of(owner).claims;
    }

    /** The resources that its sessions held last, and that are confined since. */
    int confined(Principal owner) {
        return of(owner).confined;
    }

    private Counts of(Principal owner) {
        return byIdentity.getOrDefault(owner.identity(), NOTHING);
    }

    void addSessions(Principal owner, int change) {
        add(owner, new Counts(change, 0, 0));
    }

    void addClaims(Principal owner, int change) {
        add(owner, new Counts(0, change, 0));
    }

    void addConfined(Principal owner, int change) {
        add(owner, new Counts(0, 0, change));
    }

    private void add(Principal owner, Counts more) {
        if (!owner.isNobody()) {
            Counts sum = of(owner).plus(more);
            if (sum.equals(NOTHING)) {
                byIdentity.remove(owner.identity());
            } else {
                byIdentity.put(owner.identity(), sum);
            }
        }
    }

    int identities() {
        return byIdentity.size();
    }

    void clear() {
        byIdentity.clear();
    }
}
