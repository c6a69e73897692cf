package io.arbiter.cli;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A call that failed, read for what became of it. */
record Failure(Reason.Fate fate, CliException error) {
    private static final String DOMAIN = "arbiter.io";

    static Failure of(StatusRuntimeException e, Endpoint endpoint) {
        Optional<ErrorInfo> info = info(e);
        return info.isPresent() ? answered(e, info.get(), endpoint) : unexplained(e, endpoint);
    }

    /** The facts that Arbiter put into its refusal. */
    private static Optional<ErrorInfo> info(StatusRuntimeException e) {
        com.google.rpc.Status status = StatusProto.fromThrowable(e);
        if (status == null) {
            return Optional.empty();
        }
        for (Any detail : status.getDetailsList()) {
            if (detail.is(ErrorInfo.class)) {
                return unpack(detail).filter(info -> info.getDomain().equals(DOMAIN));
            }
        }
        return Optional.empty();
    }

    private static Optional<ErrorInfo> unpack(Any detail) {
        try {
            return Optional.of(detail.unpack(ErrorInfo.class));
        } catch (InvalidProtocolBufferException e) {
            // A detail that is not what it says is no fact: the status alone is reported.
            return Optional.empty();
        }
    }

    private static Failure answered(StatusRuntimeException e, ErrorInfo info, Endpoint endpoint) {
        Reason reason = Reason.named(info.getReason()).orElse(null);
        boolean proposed = info.getMetadataOrDefault("proposed", "false").equals("true");
        if (reason == null || reason == Reason.DEADLINE_EXCEEDED && proposed) {
            return unknown(e, endpoint, info.getReason(), info.getMetadataMap());
        }
        CliException error = CliException.builder(reason.code(), info.getReason())
                .message(description(e)).endpoint(endpoint.toString())
                .facts(new TreeMap<>(info.getMetadataMap())).remedy(remedy(reason, info)).cause(e)
                .build();
        return new Failure(reason.fate(), error);
    }

    /** A command to copy needs the resource's name. */
    private static String remedy(Reason reason, ErrorInfo info) {
        String resource = info.getMetadataOrDefault("resource", "");
        return resource.isEmpty() ? reason.remedy() : reason.remedy()
                .replace("RESOURCE", Text.word(resource));
    }

    /** Not Arbiter's own words: the transport's, or those of something else that listens there. */
    private static Failure unexplained(StatusRuntimeException e, Endpoint endpoint) {
        Status.Code code = e.getStatus().getCode();
        if (code == Status.Code.UNAVAILABLE && neverSent(e)) {
            return new Failure(Reason.Fate.NOT_DONE, CliException.builder(ExitCode.UNAVAILABLE, "UNREACHABLE")
                    .message("cannot reach " + endpoint + ": " + rootMessage(e)).endpoint(endpoint.toString())
                    .remedy("check --endpoints, and that the node runs: arbiter status").cause(e).build());
        }
        if (code == Status.Code.UNIMPLEMENTED) {
            return new Failure(Reason.Fate.REFUSED, CliException.builder(ExitCode.UNAVAILABLE, "NOT_ARBITER")
                    .message(endpoint + " does not know this call: " + description(e))
                    .endpoint(endpoint.toString())
                    .remedy("check --endpoints (the client port, 7401) and that versions match").cause(e)
                    .build());
        }
        return unknown(e, endpoint, code.name(), Map.of());
    }

    private static Failure unknown(StatusRuntimeException e, Endpoint endpoint, String reason,
            Map<String, String> facts) {
        return new Failure(Reason.Fate.UNKNOWN, CliException.builder(ExitCode.OUTCOME_UNKNOWN, reason)
                .message("it may or may not have been done: " + description(e)).endpoint(endpoint.toString())
                .facts(facts).remedy(Reason.OUTCOME_UNKNOWN.remedy()).cause(e).build());
    }

    /** A connection that was never made carried no request. */
    private static boolean neverSent(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.net.ConnectException || cause instanceof java.net.UnknownHostException
                    || cause instanceof java.net.NoRouteToHostException) {
                return true;
            }
        }
        return false;
    }

    private static String rootMessage(Throwable e) {
        String message = e.getMessage();
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException && cause.getMessage() != null) {
                message = cause.getMessage();
            }
        }
        return message.replaceAll("\\s*\\R\\s*", " ").replaceFirst("^finishConnect.*error\\(-?\\d+\\): ", "");
    }

    private static String description(StatusRuntimeException e) {
        String description = e.getStatus().getDescription();
        return description == null || description.isBlank() ? e.getStatus().getCode().name() : description;
    }
}
