package io.arbiter.client;

import java.util.Map;

/** Somebody holds the lease, and the call did not ask to wait. */
public final class LeaseHeldException extends ArbiterException {

    LeaseHeldException(String message, String reason, Map<String, String> facts, Throwable cause) {
        super(message, reason, facts, cause);
    }

    /** The holder's fencing token. */
    public long token() {
        return fact("token");
    }

    /** The session that holds it. */
    public long holderSessionId() {
        return fact("holder_session_id");
    }

    /** Who holds it, for people. */
    public String holder() {
        return facts().getOrDefault("holder", "");
    }
}
