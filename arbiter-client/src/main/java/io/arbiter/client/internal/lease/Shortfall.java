package io.arbiter.client.internal.lease;

import io.arbiter.client.LeaseChange;
import io.arbiter.client.gate.Gate;

/**
 * The reason why a gate has less than its safe time left, or none: renewals are missing, or a clock has used
 * it up.
 *
 * @param detail for people
 */
public record Shortfall(LeaseChange.Cause cause, String detail) {

    public static Shortfall of(Gate gate) {
        if (gate.isClosedForGood()) {
            return new Shortfall(LeaseChange.Cause.SESSION_ENDED, "its session has ended, or the client was closed");
        }
        if (gate.isShortByWallClock()) {
            return new Shortfall(
                    LeaseChange.Cause.CLOCK,
                    "the wall clock went " + gate.wallLead()
                            + " ahead of the monotonic clock (it was set forward, or the machine was suspended), which"
                            + " counts against the safe time of " + gate.safeTime());
        }
        return new Shortfall(
                LeaseChange.Cause.RENEWAL_TIMEOUT,
                gate.isOpen()
                        ? "renewals are overdue"
                        : "no renewal was acknowledged within the safe time of " + gate.safeTime());
    }
}
