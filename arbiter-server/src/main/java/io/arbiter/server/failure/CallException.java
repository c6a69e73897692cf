package io.arbiter.server.failure;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.arbiter.core.command.InvalidCommandException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A call failed for a stated reason. Not a bug of the server, so it carries no stack trace. */
public final class CallException extends RuntimeException {
    public static final String DOMAIN = "arbiter.io";

    private final Reason reason;
    private final transient Map<String, String> metadata;

    /** @param metadata one value for each of the reason's keys, in their order */
    public CallException(Reason reason, String message, Object... metadata) {
        super(message, null, false, false);
        if (metadata.length != reason.metadataKeys().size()) {
            throw new IllegalArgumentException(reason + " needs " + reason.metadataKeys());
        }
        this.reason = reason;
        this.metadata = new LinkedHashMap<>();
        for (int i = 0; i < metadata.length; i++) {
            this.metadata.put(reason.metadataKeys().get(i), String.valueOf(metadata[i]));
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

    /** The failure that another node's status tells; empty if this release does not know its reason. */
    public static Optional<CallException> of(Status told) {
        try {
            ErrorInfo info = told.getDetails(0).unpack(ErrorInfo.class);
            Reason reason = Reason.valueOf(info.getReason());
            return Optional.of(new CallException(
                    reason,
                    told.getMessage(),
                    reason.metadataKeys().stream().map(info::getMetadataOrThrow).toArray()));
        } catch (InvalidProtocolBufferException | IndexOutOfBoundsException | IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    public Reason reason() {
        return reason;
    }

    public Map<String, String> metadata() {
        return Map.copyOf(metadata);
    }

    /** The status sent to the client: canonical code, message, and ErrorInfo. */
    public Status toStatus() {
        ErrorInfo info = ErrorInfo.newBuilder()
                .setDomain(DOMAIN)
                .setReason(reason.name())
                .putAllMetadata(metadata)
                .build();
        return Status.newBuilder()
                .setCode(reason.code().getNumber())
                .setMessage(getMessage())
                .addDetails(Any.pack(info))
                .build();
    }
}
