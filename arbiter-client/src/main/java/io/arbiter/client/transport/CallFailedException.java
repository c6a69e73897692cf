package io.arbiter.client.transport;

import java.util.Map;

/** An attempt, or a whole call, failed. */
public final class CallFailedException extends Exception {
    /** The reason of failures that no node told us. */
    public static final String NO_ANSWER = "NO_ANSWER";

    private final Fate fate;
    private final String reason;
    private final transient Map<String, String> facts;
    private final boolean maybeDoneEarlier;

    CallFailedException(Fate fate, String reason, String message, Map<String, String> facts,
            Throwable cause) {
        this(fate, reason, message, facts, cause, false);
    }

    private CallFailedException(Fate fate, String reason, String message, Map<String, String> facts,
            Throwable cause, boolean maybeDoneEarlier) {
        // Without a stack: it is made in the loop, for each refusal, and tells nothing that the message does not.
        super(message, cause, false, false);
        this.fate = fate;
        this.reason = reason;
        this.facts = Map.copyOf(facts);
        this.maybeDoneEarlier = maybeDoneEarlier;
    }

    /** The connection, not the node, failed the attempt. */
    static CallFailedException noAnswer(Fate fate, String message, Throwable cause) {
        return new CallFailedException(fate, NO_ANSWER, message, Map.of(), cause);
    }

    /** The same, of a call whose earlier attempts have an unknown fate. */
    CallFailedException afterUnknown() {
        return new CallFailedException(fate, reason, getMessage(), facts(), this, true);
    }

    /** What it says about the call's last attempt. */
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

    /** What the node told beside the reason. */
    public Map<String, String> facts() {
        return facts == null ? Map.of() : facts;
    }
}
