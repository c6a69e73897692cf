package io.arbiter.client;

import java.util.Map;

/**
 * The gate is closed: stop writing under this lease. It may open again with the same token if
 * {@link #state()} is SUSPENDED; the check that threw this does not wait for that.
 */
public final class LeaseLostException extends ArbiterException {
    private final String resource;
    private final long token;
    private final LeaseChange.Cause lossCause;

    /** For the library, and for tests of code that handles this exception. */
    public LeaseLostException(String resource, long token, LeaseChange.Cause lossCause, String detail) {
        super(
                "lease of '" + resource + "' with token " + token + " is closed (" + lossCause + "): " + detail
                        + "; stop writing under it",
                LOCAL,
                Map.of("resource", resource, "token", Long.toString(token)),
                null);
        this.resource = resource;
        this.token = token;
        this.lossCause = lossCause;
    }

    /** The resource that the lease guarded. */
    public String resource() {
        return resource;
    }

    /** The token that may no longer be used. */
    public long token() {
        return token;
    }

    /** The reason why the gate is closed. */
    public LeaseChange.Cause lossCause() {
        return lossCause;
    }

    /**
     * {@link LeaseState#SUSPENDED} if silence or a clock closed it and the session has not been seen to end, so that
     * the same lease can come back; otherwise {@link LeaseState#LOST}.
     */
    public LeaseState state() {
        return lossCause.closed();
    }
}
