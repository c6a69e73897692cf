package io.arbiter.cli;

import io.arbiter.v1.ArbiterGrpc.ArbiterBlockingStub;
import io.grpc.StatusRuntimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Calls to whichever node answers, within one time limit. Not for several threads.
 *
 * <p>A call that was definitely not done goes to the next node. A change whose fate is unknown is not
 * repeated behind the operator's back: its second answer (say, STALE_TOKEN after a break that worked) would
 * mislead.
 */
final class Cluster implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final List<Node> nodes;
    private final Duration timeout;
    private List<Node> answering = List.of();

    /** One call, on a stub whose deadline is set. */
    interface Call<T> {
        T on(ArbiterBlockingStub stub);
    }

    Cluster(List<Endpoint> endpoints, Duration timeout) {
        this.nodes = endpoints.stream().map(Node::new).toList();
        this.timeout = timeout;
    }

    Duration timeout() {
        return timeout;
    }

    /**
     * A read, or a request that is the same however often it is made; a node that hangs gets half of the
     * time.
     */
    <T> T repeatable(Call<T> call) {
        return call(call, true, 2);
    }

    /** A request that waits in a queue, and would lose its place there if it were cut short. */
    <T> T waiting(Call<T> call) {
        return call(call, true, 1);
    }

    /** A change that is to be sent once more only if it was definitely not done. */
    <T> T once(Call<T> call) {
        return call(call, false, 1);
    }

    private <T> T call(Call<T> call, boolean repeatable, int shares) {
        Countdown left = new Countdown(timeout);
        while (true) {
            CliException last = null;
            for (Node node : candidates(left)) {
                try {
                    return call.on(node.blocking(left.atLeast(shares).dividedBy(shares)));
                } catch (StatusRuntimeException e) {
                    Failure failure = Failure.of(e, node.endpoint());
                    last = failure.error();
                    if (failure.fate() == Reason.Fate.REFUSED || !repeatable
                            && failure.fate() == Reason.Fate.UNKNOWN) {
                        throw last;
                    }
                }
            }
            pauseOrGiveUp(left, last, repeatable);
        }
    }

    /** A majority may be electing a leader just now, so a refusal for want of one is worth a second try. */
    private void pauseOrGiveUp(Countdown left, CliException last, boolean repeatable) {
        answering = List.of();
        if (left.remaining().compareTo(PAUSE) <= 0) {
            throw repeatable && last.code() == ExitCode.OUTCOME_UNKNOWN ? unanswered(last) : last;
        }
        pause();
    }

    /** A read that got no answer has an outcome: nothing. */
    private static CliException unanswered(CliException last) {
        return CliException.builder(ExitCode.TIMED_OUT, last.reason())
                .message(last.getMessage().replaceFirst("^it may or may not have been done: ",
                "no answer in time: "))
                .endpoint(last.endpoint()).facts(last.facts()).remedy(Reason.DEADLINE_EXCEEDED.remedy())
                .cause(last).build();
    }

    /** The node to start a stream on; the one after {@code failed} in the list if that did not work out. */
    Node nodeForStream(Endpoint failed) {
        if (failed != null) {
            answering = List.of();
        }
        List<Node> found = candidates(new Countdown(timeout));
        return found.stream().filter(node -> !node.endpoint().equals(failed)).findFirst()
                .orElse(found.get(0));
    }

    private List<Node> candidates(Countdown left) {
        if (answering.isEmpty()) {
            Probe probe = new Probe(nodes);
            List<Node> found = probe.answering(Duration.ofMillis(left.atLeast(2).toMillis() / 2));
            if (found.isEmpty()) {
                throw nobody(probe);
            }
            answering = new ArrayList<>(found);
        }
        return answering;
    }

    private CliException nobody(Probe probe) {
        return CliException.builder(ExitCode.UNAVAILABLE, "UNREACHABLE")
                .message("none of the " + nodes.size() + " endpoints answered")
                .endpoint(String.join(",", nodes.stream().map(node -> node.endpoint().toString()).toList()))
                .facts(probe.problems())
                .remedy("check --endpoints (or $" + GlobalOptions.ENDPOINTS_ENV + ") and that the nodes run")
                .build();
    }

    static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw Interrupted.convert(e);
        }
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
    }
}
