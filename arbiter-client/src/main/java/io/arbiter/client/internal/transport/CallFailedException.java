package io.arbiter.client.internal.transport;

import java.util.Map;

/** An attempt, or a whole call, failed. */
public final class CallFailedException extends Exception {
    /** The reason of failures that no node reported. */
    public static final String NO_ANSWER = "NO_ANSWER";

    /** The reason if client and node do not accept each other. */
    public static final String UNAUTHENTICATED = "UNAUTHENTICATED";

    private final Fate fate;
    private final String reason;
    private final transient Map<String, String> metadata;
    private final boolean maybeDoneEarlier;
    private final String endpoint;

    CallFailedException(Fate fate, String reason, String message, Map<String, String> metadata, Throwable cause) {
        this(fate, reason, message, metadata, cause, false, "");
    }

    private CallFailedException(
            Fate fate,
            String reason,
            String message,
            Map<String, String> metadata,
            Throwable cause,
            boolean maybeDoneEarlier,
            String endpoint) {
        // Without a stack: it is made in the loop, for each refusal, and a stack adds nothing to the message.
        super(message, cause, false, false);
        this.fate = fate;
        this.reason = reason;
        this.metadata = Map.copyOf(metadata);
        this.maybeDoneEarlier = maybeDoneEarlier;
        this.endpoint = endpoint;
    }

    /** The connection, not the node, failed the attempt. */
    static CallFailedException noAnswer(Fate fate, String message, Throwable cause) {
        return new CallFailedException(fate, NO_ANSWER, message, Map.of(), cause);
    }

    /** The same, with the state of the nodes. */
    CallFailedException at(String standing) {
        return new CallFailedException(
                fate, reason, getMessage() + "; " + standing, metadata(), this, maybeDoneEarlier, endpoint);
    }

    /** The same, of a call whose earlier attempts have an unknown outcome. */
    CallFailedException afterUnknown() {
        return new CallFailedException(fate, reason, getMessage(), metadata(), this, true, endpoint);
    }

    /** The same, of an attempt at that node. */
    public CallFailedException from(String address) {
        return new CallFailedException(fate, reason, getMessage(), metadata(), getCause(), maybeDoneEarlier, address);
    }

    /** The node that refused, or did not answer; empty if none was asked. */
    public String endpoint() {
        return endpoint;
    }

    /** The fate of the call's last attempt. */
    public Fate fate() {
        return fate;
    }

    /** Whether an earlier attempt of the same call may have been carried out. */
    public boolean maybeDoneEarlier() {
        return maybeDoneEarlier;
    }

    /** UPPER_SNAKE_CASE. */
    public String reason() {
        return reason;
    }

    /** Another node may accept this client, so it is asked; if none does, asking again is no use. */
    public boolean isUnauthenticated() {
        return reason.equals(UNAUTHENTICATED);
    }

    /** Another cluster answered than the one that the call was made for. */
    public boolean isOfOtherCluster() {
        return reason.equals(ClusterBinding.MISMATCH) || reason.equals(ClusterBinding.OTHER_HISTORY);
    }

    /** The facts that the node sent with the reason. */
    public Map<String, String> metadata() {
        return metadata == null ? Map.of() : metadata;
    }
}
