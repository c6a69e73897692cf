package io.arbiter.client;

import java.util.Map;

/**
 * The arbiter refused a call, or could not be asked. Each subtype is named for what the caller must conclude.
 *
 * <p>Only {@link IndeterminateException} leaves open whether the call was carried out; repeating it is safe.
 */
public abstract sealed class ArbiterException extends RuntimeException
        permits InvalidRequestException,
                SessionEndedException,
                LeaseHeldException,
                AcquireTimeoutException,
                LeaseLostException,
                StaleLeaseException,
                RecordConflictException,
                LimitExceededException,
                RefusedException,
                UnauthenticatedException,
                PermissionDeniedException,
                UnavailableException,
                IndeterminateException,
                HistoryCompactedException,
                HistoryResetException,
                ClusterMismatchException,
                StateDirectoryInUseException {

    /** The reason of refusals that were decided in this process. */
    public static final String LOCAL = "CLIENT";

    private final String reason;
    private final transient Map<String, String> metadata;

    ArbiterException(String message, String reason, Map<String, String> metadata, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.metadata = Map.copyOf(metadata);
    }

    /** The arbiter's reason in UPPER_SNAKE_CASE (docs/reasons.md); {@code CLIENT} if this library decided. */
    public String reason() {
        return reason;
    }

    /** The facts that the arbiter sent with the reason: the current token, the holder, a limit. */
    public Map<String, String> metadata() {
        return metadata == null ? Map.of() : metadata;
    }

    /** A number among the facts; 0 if it is missing, or no number. */
    public long fact(String name) {
        String value = metadata().get(name);
        try {
            return value == null ? 0 : Long.parseLong(value);
        } catch (NumberFormatException noNumber) {
            return 0;
        }
    }
}
