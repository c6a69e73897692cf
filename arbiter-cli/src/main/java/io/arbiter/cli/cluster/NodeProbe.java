package io.arbiter.cli.cluster;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.cli.cluster.StatusPoll.Answer;
import io.arbiter.client.ArbiterException;
import io.arbiter.v1.ErrorReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Finds out whether a node can serve a request, and what is wrong with those that cannot. */
final class NodeProbe {
    private final List<Endpoint> leaderless = new ArrayList<>();
    private final Map<String, String> problems = new TreeMap<>();
    private CliException otherCluster;
    private CliException distrust;
    private boolean worthAnotherTry;

    /** Whether a node answers and knows a leader; the first such node is enough, the others are not waited for. */
    boolean leaderKnown(StatusPoll poll) {
        for (Optional<Answer> next = poll.next(); next.isPresent(); next = poll.next()) {
            Answer answer = next.get();
            if (answer.status() == null) {
                failed(answer);
            } else if (answer.status().getLeader().isEmpty()) {
                leaderless.add(answer.endpoint());
            } else {
                return true;
            }
        }
        return false;
    }

    /** Those that answered, but know no leader: they can serve requests that need none. */
    List<Endpoint> leaderless() {
        return leaderless;
    }

    /** Endpoint to what is wrong with it, of those that did not answer. */
    Map<String, String> problems() {
        return problems;
    }

    /** The refusal of a node that belongs to another cluster than the one that answered first. */
    Optional<CliException> otherCluster() {
        return Optional.ofNullable(otherCluster);
    }

    /** The failure of a node that does not accept this program, or that it does not accept. */
    Optional<CliException> distrust() {
        return Optional.ofNullable(distrust);
    }

    /**
     * Whether a node was merely silent: one that refuses connections, or has no address, will still do so in a
     * moment.
     */
    boolean worthAnotherTry() {
        return worthAnotherTry;
    }

    private void failed(Answer answer) {
        if (!(answer.failure() instanceof ArbiterException known)) {
            throw new IllegalStateException("a node could not be asked", answer.failure());
        }
        CliException failure = Failure.of(known);
        problems.put(answer.endpoint().toString(), failure.getMessage());
        if (known.reason().equals(ErrorReason.CLUSTER_MISMATCH.name())) {
            otherCluster = failure;
        } else if (failure.code() == ExitCode.DENIED) {
            distrust = failure;
        } else {
            worthAnotherTry |= Failure.isSilence(known);
        }
    }
}
