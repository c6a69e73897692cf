package io.arbiter.cli.hold;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.cluster.Cluster;
import io.arbiter.cli.cluster.Failure;
import io.arbiter.cli.cluster.LeaseReader;
import io.arbiter.cli.text.DisplayText;
import io.arbiter.cli.text.Durations;
import io.arbiter.cli.text.Suggestion;
import io.arbiter.cli.text.Text;
import io.arbiter.client.ArbiterException;
import io.arbiter.v1.Consistency;
import io.arbiter.v1.ErrorReason;
import io.arbiter.v1.LeaseInfo;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Gives up the lease that an acquire asked for, so that a command which says "not acquired" holds nothing and waits
 * nowhere. An acquire without an answer may have been carried out; closing its session settles that.
 *
 * @param limit the extra time that this may take
 * @param opened whether the session was opened, as far as is known
 */
public record Abandonment(LeaseRequest request, Cluster cluster, Duration limit, boolean opened) {

    /** The exception for the caller: another one instead of {@code cause}, or {@code cause} itself. */
    public CliException of(CliException cause) {
        OptionalLong session = cluster.client().sessionId();
        try {
            cluster.client().closeSession(limit);
            return settled(cause);
        } catch (ArbiterException e) {
            return unsettled(cause, Failure.of(e), session);
        }
    }

    private CliException settled(CliException cause) {
        if (cause.code() != ExitCode.OUTCOME_UNKNOWN && cause.code() != ExitCode.TIMED_OUT) {
            return refused(cause);
        }
        boolean waited = opened && !request.queueTime().isZero();
        CliException.Builder error = CliException.builder(ExitCode.TIMED_OUT, "NOT_GRANTED_IN_TIME")
                .message(request.resource() + " was not granted within "
                        + Durations.format(waited ? request.queueTime() : cluster.timeout())
                        + ", and the request was withdrawn: nothing is held")
                .endpoint(cause.endpoint())
                .fact("resource", request.resource())
                .cause(cause)
                .remedy("allow more time with " + (waited ? "--wait" : "--timeout")
                        + ", or see what stands in the way: arbiter lease explain " + Text.word(request.resource()));
        holder(cause)
                .ifPresent(now -> error.fact("holder", DisplayText.holder(now)).fact("token", now.getToken()));
        return error.build();
    }

    /** Adds what only a command that acquires can say. */
    private CliException refused(CliException cause) {
        boolean couldWait = cause.reason().equals(ErrorReason.LEASE_HELD.name())
                || cause.reason().equals(ErrorReason.LOCK_DELAY.name());
        String meant = !cause.reason().equals(ErrorReason.UNKNOWN_REGION.name())
                ? ""
                : Suggestion.of(
                        request.region(),
                        List.of(cause.metadata().getOrDefault("known", "").split("\\s*,\\s*")));
        return CliException.builder(cause.code(), cause.reason())
                .message(cause.getMessage() + meant)
                .endpoint(cause.endpoint())
                .metadata(cause.metadata())
                .cause(cause)
                .remedy(
                        couldWait
                                ? "wait for it with --wait 30s, or see what stands in the way: arbiter lease explain "
                                        + Text.word(request.resource())
                                : cause.remedy())
                .build();
    }

    /** For people only: not to find it out is no failure of its own. */
    private Optional<LeaseInfo> holder(CliException cause) {
        try {
            var now = new LeaseReader(cluster, request.resource()).read(Consistency.CONSISTENCY_STALE);
            return now.hasLease() ? Optional.of(now.getLease()) : Optional.empty();
        } catch (CliException e) {
            cause.addSuppressed(e);
            return Optional.empty();
        }
    }

    /** A refusal stands, because it granted nothing, and a session that could not be closed lapses by itself. But what
     * another cluster says does not settle what the one granted where the session is open. */
    private CliException unsettled(CliException cause, CliException why, OptionalLong session) {
        cause.addSuppressed(why);
        boolean refused = cause.code() == ExitCode.REFUSED || cause.code() == ExitCode.USAGE;
        if (refused && !(opened && cause.reason().equals(ErrorReason.CLUSTER_MISMATCH.name()))) {
            return cause;
        }
        CliException.Builder error = CliException.builder(ExitCode.OUTCOME_UNKNOWN, cause.reason())
                .message("whether " + request.resource() + " was granted is not known, and it could not be given back: "
                        + why.getMessage())
                .endpoint(cause.endpoint())
                .metadata(why.metadata())
                .fact("resource", request.resource())
                .fact("lapses_after", Durations.format(request.ttl()))
                .cause(cause)
                .remedy("look with: arbiter lease get " + Text.word(request.resource())
                        + "; nothing renews it, so it lapses by itself");
        session.ifPresent(id -> error.fact("session_id", id));
        return error.build();
    }
}
