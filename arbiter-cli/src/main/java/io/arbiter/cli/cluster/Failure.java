package io.arbiter.cli.cluster;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.client.AcquireTimeoutException;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.IndeterminateException;
import io.arbiter.client.InvalidRequestException;
import io.arbiter.client.UnauthenticatedException;
import io.arbiter.client.UnavailableException;
import io.arbiter.client.internal.transport.CallFailedException;
import io.arbiter.v1.ErrorReason;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.Optional;
import java.util.TreeMap;

/** Converts the library's exception of a failed call into this program's words. */
public final class Failure {

    private Failure() {}

    public static CliException of(ArbiterException e) {
        if (e.getCause() instanceof InterruptedException interrupted) {
            return Interrupted.convert(interrupted);
        }
        if (e instanceof IndeterminateException) {
            return error(e, ExitCode.OUTCOME_UNKNOWN, Advice.on(ErrorReason.OUTCOME_UNKNOWN));
        }
        if (e instanceof UnauthenticatedException) {
            return error(e, ExitCode.DENIED, Advice.UNAUTHENTICATED);
        }
        if (isUnreachable(e)) {
            return CliException.builder(ExitCode.UNAVAILABLE, "UNREACHABLE")
                    .message("cannot reach " + endpoint(e) + ": " + transport(e))
                    .endpoint(endpoint(e))
                    .remedy("check --endpoints, and that the node runs: arbiter status")
                    .cause(e)
                    .build();
        }
        if (e.reason().equals(Status.Code.UNIMPLEMENTED.name())) {
            return CliException.builder(ExitCode.UNAVAILABLE, "NOT_ARBITER")
                    .message(endpoint(e) + " does not know this call: " + said(e))
                    .endpoint(endpoint(e))
                    .remedy("check --endpoints (the client port, 7401) and that versions match")
                    .cause(e)
                    .build();
        }
        return known(e);
    }

    private static CliException known(ArbiterException e) {
        Optional<Advice> advice = Advice.on(reason(e));
        if (e instanceof AcquireTimeoutException || e instanceof UnavailableException && !says(advice)) {
            // It changed nothing, so nothing is in doubt, whatever happened to an attempt.
            return error(e, ExitCode.TIMED_OUT, Advice.on(ErrorReason.DEADLINE_EXCEEDED));
        }
        ExitCode otherwise = e instanceof InvalidRequestException ? ExitCode.USAGE : ExitCode.REFUSED;
        return error(
                e,
                advice.map(Advice::code).orElse(otherwise),
                advice.orElse(new Advice(otherwise, "see what it means: docs/reasons.md of the server's version")));
    }

    private static boolean says(Optional<Advice> advice) {
        return advice.isPresent() && !advice.get().isDoubt();
    }

    private static CliException error(ArbiterException e, ExitCode code, Advice advice) {
        return CliException.builder(code, reason(e))
                .message(said(e))
                .endpoint(endpoint(e))
                .metadata(new TreeMap<>(e.metadata()))
                .remedy(advice.remedy(e.metadata().getOrDefault("resource", "")))
                .cause(e)
                .build();
    }

    /** Whether a node was merely silent: it may answer in a moment. */
    static boolean isSilence(ArbiterException e) {
        return e instanceof UnavailableException && !isUnreachable(e);
    }

    /** A connection that was never made carried no request. */
    private static boolean isUnreachable(ArbiterException e) {
        return e instanceof UnavailableException
                && (find(e, java.net.ConnectException.class).isPresent()
                        || find(e, java.net.UnknownHostException.class).isPresent()
                        || find(e, java.net.NoRouteToHostException.class).isPresent());
    }

    /** The reason of the last failed attempt, where the exception is the library's own conclusion. */
    private static String reason(ArbiterException e) {
        return e.reason().equals(ArbiterException.LOCAL)
                ? find(e, CallFailedException.class)
                        .map(CallFailedException::reason)
                        .orElse(CallFailedException.NO_ANSWER)
                : e.reason();
    }

    /** The node that refused, or did not answer. */
    private static String endpoint(ArbiterException e) {
        return find(e, CallFailedException.class)
                .map(CallFailedException::endpoint)
                .orElse("");
    }

    /** The arbiter's own words, or those of the transport; this program words the library's conclusions itself. */
    private static String said(ArbiterException e) {
        if (e.reason().equals(ErrorReason.HISTORY_COMPACTED.name())
                && e.metadata().containsKey("oldest_revision")) {
            return "the oldest revision that is kept is " + e.metadata().get("oldest_revision");
        }
        boolean late = find(e, StatusRuntimeException.class)
                .filter(status -> status.getStatus().getCode() == Status.Code.DEADLINE_EXCEEDED)
                .isPresent();
        if (late && reason(e).equals(CallFailedException.NO_ANSWER)) {
            // The transport's own words speak of its buffers and clocks.
            return endpoint(e) + " did not answer in time";
        }
        Throwable last = e;
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            last = cause instanceof CallFailedException ? cause : last;
        }
        return oneLine(last.getMessage());
    }

    /** The transport's reason, without its own names for things. */
    private static String transport(ArbiterException e) {
        if (find(e, java.net.UnknownHostException.class).isPresent()) {
            return said(e);
        }
        String message = said(e);
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException && cause.getMessage() != null) {
                message = cause.getMessage();
            }
        }
        return oneLine(message).replaceFirst("^finishConnect.*error\\(-?\\d+\\): ", "");
    }

    private static <T> Optional<T> find(Throwable e, Class<T> type) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s*\\R\\s*", " ");
    }
}
