package io.arbiter.fence.timestamp;

import java.time.Duration;

/**
 * A stamp would be too far ahead of this machine's clock: that clock was set back, or the one of another process of the
 * same holder is ahead. Nothing was stamped. Set right whichever is wrong; a new lease has a new token, whose stamps
 * follow the clock again at once.
 */
public final class ClockLeadException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Duration lead;
    private final Duration maxLead;

    /** Says that the stamp was {@code lead} ahead, where {@code maxLead} is allowed. */
    public ClockLeadException(String resource, long token, Duration lead, Duration maxLead) {
        super("a stamp for resource '" + resource + "' under token " + token + " is " + lead
                + " ahead of this machine's clock, at most " + maxLead
                + " is allowed: set the clock right, of this machine or of the one that the stamp came from, or acquire"
                + " the lease again");
        this.lead = lead;
        this.maxLead = maxLead;
    }

    /** How far ahead of the wall clock the stamp was. */
    public Duration lead() {
        return lead;
    }

    /** How far ahead it may be. */
    public Duration maxLead() {
        return maxLead;
    }
}
