package io.arbiter.cli.cluster;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.client.internal.request.Requests;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Finds out, after a request got no answer, whether a majority is missing, and which nodes.
 *
 * @param timeout the time for that: a node takes a second to find that a peer does not answer
 */
record Diagnosis(Requests requests, List<Endpoint> endpoints, Duration timeout) {

    /** The same failure, or one with the cause that the nodes report; a refusal needs no explanation. */
    CliException explained(CliException failure) {
        return switch (failure.code()) {
            case OUTCOME_UNKNOWN -> inDoubt(failure);
            case UNAVAILABLE, TIMED_OUT ->
                problem().map(found -> found.cause(failure).build()).orElse(failure);
            default -> failure;
        };
    }

    private CliException inDoubt(CliException doubt) {
        Optional<CliException> problem = problem().map(CliException.Builder::build);
        CliException.Builder error = CliException.builder(ExitCode.OUTCOME_UNKNOWN, doubt.reason())
                .message("it may or may not have been done: " + doubt.getMessage()
                        + problem.map(found -> "; " + found.getMessage()).orElse(""))
                .endpoint(doubt.endpoint())
                .metadata(doubt.metadata())
                .remedy(doubt.remedy())
                .cause(doubt);
        problem.ifPresent(found -> error.metadata(found.metadata()));
        return error.build();
    }

    /** The fault of the cluster; empty if there is none, or if no node could report one within that time. */
    private Optional<CliException.Builder> problem() {
        StatusPoll poll = StatusPoll.of(requests, endpoints, false, timeout);
        for (Optional<StatusPoll.Answer> next = poll.next(); next.isPresent(); next = poll.next()) {
            if (next.get().status() != null) {
                return new Quorum(next.get().status()).problem();
            }
        }
        return Optional.empty();
    }
}
