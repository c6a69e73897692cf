package io.arbiter.client;

import java.util.Map;

/**
 * The gate is closed: stop writing under this lease. It may open again with the same token if
 * {@link #mayReopen()}; the check that threw this does not wait for that.
 */
public final class LeaseLostException extends ArbiterException {
    private final String resource;
    private final long token;
    private final LeaseChange.Cause lossCause;

    LeaseLostException(String resource, long token, LeaseChange.Cause lossCause, String detail) {
        super("lease of '" + resource + "' with token " + token + " is closed (" + lossCause + "): " + detail
                + "; stop writing under it", LOCAL,
                Map.of("resource", resource, "token", Long.toString(token)), null);
        this.resource = resource;
        this.token = token;
        this.lossCause = lossCause;
    }

    /** What was guarded. */
    public String resource() {
        return resource;
    }

    /** The token that may no longer be used. */
    public long token() {
        return token;
    }

    /** Why it is closed. */
    public LeaseChange.Cause lossCause() {
        return lossCause;
    }

    /**
     * Whether the same lease can come back: only if silence closed it and the session has not been seen to
     * end.
     */
    public boolean mayReopen() {
        return lossCause == LeaseChange.Cause.SILENCE;
    }
}
