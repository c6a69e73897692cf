package io.arbiter.client.internal.transport;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a failure: the reason, the facts, and whether the call can have been carried out. */
public final class FailureReader {
    private static final Set<String> NOT_DONE =
            Set.of("NO_LEADER", "NOT_LEADER", "OVERLOADED", "RATE_LIMITED", "WAIT_CANCELLED", "SHUTTING_DOWN");
    /** Limits of one node, in the way of whatever is asked of it: another node may have room. */
    private static final Set<String> OF_ONE_NODE = Set.of("identity_connections", "identity_streams", "identity_calls");
    /** Codes that leave the outcome unknown, whatever reason comes with them: OUTCOME_UNKNOWN, INTERNAL_ERROR. */
    private static final Set<Status.Code> OPEN = Set.of(
            Status.Code.UNAVAILABLE,
            Status.Code.CANCELLED,
            Status.Code.INTERNAL,
            Status.Code.UNKNOWN,
            Status.Code.DEADLINE_EXCEEDED);

    private FailureReader() {}

    /** The failure that a node returned instead of a result. */
    static CallFailedException read(com.google.rpc.Status status) {
        ErrorInfo info = errorInfo(status).orElse(ErrorInfo.getDefaultInstance());
        Status.Code code = Status.fromCodeValue(status.getCode()).getCode();
        String reason = info.getReason().isEmpty() ? code.name() : info.getReason();
        return new CallFailedException(fate(info, code), reason, status.getMessage(), info.getMetadataMap(), null);
    }

    /** The failure that ended a stream or a unary call. */
    public static CallFailedException read(Throwable failure) {
        com.google.rpc.Status status = StatusProto.fromThrowable(failure);
        if (status != null && errorInfo(status).isPresent()) {
            return read(status);
        }
        Status grpc = Status.fromThrowable(failure);
        Fate fate = fate(ErrorInfo.getDefaultInstance(), grpc.getCode());
        String message = grpc.getDescription() == null ? grpc.getCode().name() : grpc.getDescription();
        String reason = fate == Fate.UNKNOWN
                ? CallFailedException.NO_ANSWER
                : grpc.getCode().name();
        return new CallFailedException(fate, reason, message, Map.of(), failure);
    }

    private static Fate fate(ErrorInfo info, Status.Code code) {
        String reason = info.getReason();
        if (NOT_DONE.contains(reason) || code == Status.Code.UNAUTHENTICATED) {
            return Fate.NOT_DONE;
        }
        if (reason.equals("LIMIT_EXCEEDED")
                && OF_ONE_NODE.contains(info.getMetadataMap().getOrDefault("limit", ""))) {
            return Fate.NOT_DONE;
        }
        if (reason.equals("DEADLINE_EXCEEDED")) {
            return "false".equals(info.getMetadataMap().get("proposed")) ? Fate.NOT_DONE : Fate.UNKNOWN;
        }
        return OPEN.contains(code) ? Fate.UNKNOWN : Fate.REFUSED;
    }

    private static Optional<ErrorInfo> errorInfo(com.google.rpc.Status status) {
        for (Any detail : status.getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                try {
                    return Optional.of(detail.unpack(ErrorInfo.class));
                } catch (InvalidProtocolBufferException e) {
                    return Optional.of(
                            ErrorInfo.newBuilder().setReason("UNREADABLE_ERROR").build());
                }
            }
        }
        return Optional.empty();
    }
}
