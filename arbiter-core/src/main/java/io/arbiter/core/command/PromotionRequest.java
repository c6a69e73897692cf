package io.arbiter.core.command;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody asks of a promotion; the ledger keeps it as it was asked.
 *
 * @param requestId drawn by the requester, 1 to 64 bytes: a repeat has the id of the first, and finds its promotion
 * @param toRegion whose first waiter is to hold the resource next
 * @param expectedToken the token that the requester expects to be current; 0 if he does not say
 * @param acceptsDataLoss whether the requester takes it on him that the target's copy may lack the latest writes
 * @param overrides whether the cool-down is passed over
 * @param by who asks, and why
 */
public record PromotionRequest(
        String requestId,
        String resource,
        String toRegion,
        Mode mode,
        Trigger trigger,
        long expectedToken,
        boolean acceptsDataLoss,
        boolean overrides,
        OperatorAction by) {

    /** What is asked of the holder. */
    public enum Mode {
        /** It stops its writer and hands over, or nothing moves. */
        GRACEFUL,
        /** Nothing: its lease is condemned. */
        FORCED,
        /** It is asked first, and condemned if it does not hand over in time. */
        GRACEFUL_THEN_FORCED
    }

    /** Whose decision it is. */
    public enum Trigger {
        /** A machine's: a pause stops it, and so does manual failover. */
        AUTOMATED,
        /** A person's. */
        MANUAL_OVERRIDE
    }

    public PromotionRequest {
        CommandChecks.text("request_id", requestId, 64);
        CommandChecks.text("resource", resource, Command.MAX_RESOURCE_BYTES);
        CommandChecks.text("to_region", toRegion, 64);
        CommandChecks.range("expected_token", expectedToken, 0, Long.MAX_VALUE);
        if (mode == null || trigger == null) {
            throw new InvalidCommandException(
                    mode == null ? "mode" : "trigger", "none", "one of those that the protocol names");
        }
    }

    /** Whether the holder is asked to hand over before anything else. */
    public boolean drains() {
        return mode != Mode.FORCED;
    }

    /** Whether the lease is condemned if nothing else helps. */
    public boolean forces() {
        return mode != Mode.GRACEFUL;
    }

    public boolean isAutomated() {
        return trigger == Trigger.AUTOMATED;
    }

    /** The first term that differs, in the protocol's spelling, and its value here; empty if none does. */
    public Optional<Map.Entry<String, String>> differenceFrom(PromotionRequest other) {
        return RepeatedTerms.difference(terms(), other.terms());
    }

    private Map<String, String> terms() {
        var terms = new LinkedHashMap<String, String>();
        terms.put("resource", resource);
        terms.put("to_region", toRegion);
        terms.put("mode", mode.name());
        terms.put("trigger", trigger.name());
        terms.put("expected_token", Long.toString(expectedToken));
        terms.put("accept_data_loss", Boolean.toString(acceptsDataLoss));
        terms.put("override", Boolean.toString(overrides));
        terms.put("actor", by.actor());
        terms.put("comment", by.comment());
        return terms;
    }
}
