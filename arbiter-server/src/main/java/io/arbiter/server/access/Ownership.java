package io.arbiter.server.access;

import io.arbiter.core.auth.Principal;

/** Whether a caller is the one to whom a session belongs. The one place where callers are compared with owners. */
@FunctionalInterface
public interface Ownership {
    /** Letter by letter. */
    Ownership EXACT = Principal::equals;

    /**
     * @param owner as the session has kept it
     * @param caller as its certificate names it now
     */
    boolean isOwner(Principal owner, Principal caller);
}
