package io.arbiter.client;

import java.util.Map;

/**
 * The arbiter refused a call, or could not be asked. Each subtype is named for what the caller must conclude.
 *
 * <p>Only {@link IndeterminateException} leaves open whether the call was carried out; repeating it is safe.
 */
public abstract sealed class ArbiterException extends RuntimeException
        permits InvalidRequestException, SessionEndedException, LeaseHeldException, AcquireTimeoutException,
        LeaseLostException, StaleLeaseException, RecordConflictException, LimitExceededException,
        RefusedException, UnavailableException, IndeterminateException, HistoryCompactedException,
        StateDirectoryInUseException {

    /** The reason of refusals that were decided in this process. */
    static final String LOCAL = "CLIENT";

    private final String reason;
    private final transient Map<String, String> facts;

    ArbiterException(String message, String reason, Map<String, String> facts, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.facts = Map.copyOf(facts);
    }

    /** The arbiter's reason in UPPER_SNAKE_CASE (docs/reasons.md); {@code CLIENT} if this library decided. */
    public String reason() {
        return reason;
    }

    /** What the arbiter told beside the reason: the current token, the holder, a limit. */
    public Map<String, String> facts() {
        return facts == null ? Map.of() : facts;
    }

    /** A number among the facts; 0 if it is missing. */
    public long fact(String name) {
        String value = facts().get(name);
        return value == null || !value.matches("-?\\d{1,18}") ? 0 : Long.parseLong(value);
    }
}
