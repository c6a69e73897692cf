package io.arbiter.cli.cluster;

import io.arbiter.cli.base.CliException;
import io.arbiter.cli.base.ExitCode;
import io.arbiter.client.internal.request.Requests;
import io.arbiter.v1.ErrorReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Looks for a node that can serve a request before it is made: one that hangs would cost time, and without a leader
 * nothing is sent at all. The library then prefers the nodes that have answered. Done once; not for several threads.
 */
final class NodeSearch {
    private static final Duration PAUSE = Duration.ofMillis(200);

    private final Requests requests;
    private final List<Endpoint> endpoints;
    private boolean found;
    private boolean leaderFound;

    NodeSearch(Requests requests, List<Endpoint> endpoints) {
        this.requests = requests;
        this.endpoints = endpoints;
    }

    /** Returns when a node has answered, or throws the reason why none can. */
    void await(boolean leaderNeeded, Deadline left) {
        while (!(leaderNeeded ? leaderFound : found)) {
            NodeProbe probe = new NodeProbe();
            // Half of the time, so that some is left for the call itself.
            Duration timeout = left.remaining().dividedBy(2);
            leaderFound = probe.leaderKnown(StatusPoll.of(requests, endpoints, true, timeout));
            found = leaderFound || !probe.leaderless().isEmpty();
            if (!leaderFound && (leaderNeeded || !found)) {
                goOnOrThrow(probe, left);
            }
        }
    }

    private void goOnOrThrow(NodeProbe probe, Deadline left) {
        if (probe.otherCluster().isPresent()) {
            throw probe.otherCluster().get();
        }
        boolean hopeless = probe.leaderless().isEmpty() && !probe.worthAnotherTry();
        if (hopeless || left.remaining().compareTo(PAUSE) <= 0) {
            throw probe.leaderless().isEmpty()
                    ? probe.distrust().orElseGet(() -> unreachable(probe))
                    : leaderless(probe);
        }
        pause();
    }

    private CliException unreachable(NodeProbe probe) {
        return CliException.builder(ExitCode.UNAVAILABLE, "UNREACHABLE")
                .message(
                        endpoints.size() == 1
                                ? "the one endpoint did not answer"
                                : "none of the " + endpoints.size() + " endpoints answered")
                .endpoint(endpoints.stream().map(Endpoint::toString).collect(Collectors.joining(",")))
                .metadata(probe.problems())
                .remedy("check --endpoints (or $" + EndpointList.VARIABLE + ") and that the nodes run")
                .build();
    }

    private static CliException leaderless(NodeProbe probe) {
        return CliException.builder(ExitCode.UNAVAILABLE, ErrorReason.NO_LEADER.name())
                .message("no leader is known: nothing can be granted, changed or read, but with --stale")
                .endpoint(probe.leaderless().get(0).toString())
                .metadata(probe.problems())
                .remedy(Advice.on(ErrorReason.NO_LEADER).remedy(""))
                .build();
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw Interrupted.convert(e);
        }
    }
}
