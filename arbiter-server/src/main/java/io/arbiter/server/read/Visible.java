package io.arbiter.server.read;

import io.arbiter.core.auth.Permission;
import io.arbiter.core.auth.Principal;
import io.arbiter.core.auth.Rights;
import io.arbiter.core.machine.Session;
import io.arbiter.core.policy.Scopes;
import io.arbiter.server.access.Ownership;

/** What a list shows to a caller: what it may read, and its own. A session concerns no one resource. */
public record Visible(Rights rights, Principal caller, Ownership ownership) {

    boolean shows(String resource) {
        return rights.may(Permission.READ, resource);
    }

    boolean shows(Session session) {
        return rights.mayEverywhere(Permission.READ)
                || !caller.isNobody() && ownership.isOwner(session.spec().owner(), caller);
    }

    /** Whether something may be read that the scope covers: then what stands at that scope is shown. */
    static boolean shows(String scope, Rights rights) {
        return Scopes.isPrefix(scope)
                ? rights.maySomewhere(Permission.READ, scope)
                : rights.may(Permission.READ, scope);
    }
}
