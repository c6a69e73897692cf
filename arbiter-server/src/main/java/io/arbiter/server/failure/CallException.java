package io.arbiter.server.failure;

import com.google.protobuf.Any;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.arbiter.core.command.InvalidCommandException;
import java.util.LinkedHashMap;
import java.util.Map;

/** A call failed for a stated reason. Not a bug of the server, so it carries no stack trace. */
public final class CallException extends RuntimeException {
    public static final String DOMAIN = "arbiter.io";

    private final Reason reason;
    private final transient Map<String, String> facts;

    /** @param facts one value for each of the reason's facts, in their order */
    public CallException(Reason reason, String message, Object... facts) {
        super(message, null, false, false);
        if (facts.length != reason.facts().size()) {
            throw new IllegalArgumentException(reason + " needs " + reason.facts());
        }
        this.reason = reason;
        this.facts = new LinkedHashMap<>();
        for (int i = 0; i < facts.length; i++) {
            this.facts.put(reason.facts().get(i), String.valueOf(facts[i]));
        }
    }

    public static CallException invalid(String field, String found, String expected) {
        return new CallException(
                Reason.INVALID_REQUEST, field + " is " + found + ", expected " + expected, field, expected);
    }

    /** The failure of a call whose node does not know its cluster yet. */
    public static CallException notFormed() {
        return new CallException(
                Reason.NO_LEADER,
                "this node does not know yet which cluster it is in: the "
                        + "cluster forms, or the node has not caught up; nothing was done, retry");
    }

    public static CallException of(InvalidCommandException e) {
        return new CallException(Reason.INVALID_REQUEST, e.getMessage(), e.field(), e.expected());
    }

    public Reason reason() {
        return reason;
    }

    public Map<String, String> facts() {
        return Map.copyOf(facts);
    }

    /** The status sent to the client: canonical code, message, and ErrorInfo. */
    public Status toStatus() {
        ErrorInfo info = ErrorInfo.newBuilder()
                .setDomain(DOMAIN)
                .setReason(reason.name())
                .putAllMetadata(facts)
                .build();
        return Status.newBuilder()
                .setCode(reason.code().getNumber())
                .setMessage(getMessage())
                .addDetails(Any.pack(info))
                .build();
    }
}
