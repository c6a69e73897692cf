package io.arbiter.client;

import java.util.Map;

/** Somebody holds the lease, and the call did not ask to wait. */
public final class LeaseHeldException extends ArbiterException {

    /** For the library, and for tests of code that handles this exception. */
    public LeaseHeldException(String message, String reason, Map<String, String> metadata, Throwable cause) {
        super(message, reason, metadata, cause);
    }

    /** The holder's fencing token. */
    public long token() {
        return fact("token");
    }

    /** The session that holds it. */
    public long holderSessionId() {
        return fact("holder_session_id");
    }

    /** The holder's name, for people. */
    public String holder() {
        return metadata().getOrDefault("holder", "");
    }
}
