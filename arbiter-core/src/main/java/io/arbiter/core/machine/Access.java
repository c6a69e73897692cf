package io.arbiter.core.machine;

import io.arbiter.core.auth.AuthState;
import io.arbiter.core.auth.Permission;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.auth.Rights;
import java.util.LinkedHashMap;
import java.util.Map;

/** Who may do what, with the rights that were looked up already: they do not change until the next change of roles. */
final class Access {
    private static final int REMEMBERED = 10_000;

    private AuthState now = AuthState.INITIAL;
    private final Map<Principal, Rights> known = new LinkedHashMap<>();

    AuthState now() {
        return now;
    }

    void set(AuthState next) {
        now = next;
        known.clear();
    }

    Rights of(Principal caller) {
        if (!now.enabled()) {
            return now.rightsOf(caller);
        }
        if (known.size() >= REMEMBERED) {
            known.clear();
        }
        return known.computeIfAbsent(caller, now::rightsOf);
    }

    boolean mayAcquire(Session session, String resource) {
        return of(session.spec().owner()).may(Permission.ACQUIRE, resource);
    }
}
