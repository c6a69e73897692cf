package io.arbiter.cli.cluster;

import io.arbiter.cli.base.CliException;
import io.arbiter.client.ArbiterAdmin;
import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterClientBuilder;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.internal.WireAccess;
import io.arbiter.client.internal.context.Blocking;
import io.arbiter.client.internal.request.Requests;
import io.arbiter.v1.Call;
import io.arbiter.v1.Consistency;
import io.arbiter.v1.Reply;
import io.arbiter.v1.StatusResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * The cluster as a command sees it: calls through the client library, each within one time limit, and only after a node
 * that can serve it has answered. Failures are put in this program's words. Not for several threads.
 *
 * <p>The library makes a request without an answer again until time is up: every request is safe to repeat, and finds
 * the lost answer.
 */
public final class Cluster implements AutoCloseable {
    private final List<Endpoint> endpoints;
    private final Duration timeout;
    private final UnaryOperator<ArbiterClientBuilder> security;
    private final ArbiterClient client;
    private final Requests requests;
    private final NodeSearch search;
    /** The part of the time limit kept to find out why no node answered. */
    private final Duration reserve;

    /**
     * @param security sets how connections are made
     * @throws IllegalArgumentException naming the text that cannot be an endpoint, or must not be one
     */
    public Cluster(List<Endpoint> endpoints, Duration timeout, UnaryOperator<ArbiterClientBuilder> security) {
        this(endpoints, timeout, security, builder -> builder);
    }

    private Cluster(
            List<Endpoint> endpoints,
            Duration timeout,
            UnaryOperator<ArbiterClientBuilder> security,
            UnaryOperator<ArbiterClientBuilder> custom) {
        this.endpoints = endpoints;
        this.timeout = timeout;
        this.security = security;
        this.client = build(security.andThen(custom)
                .apply(ArbiterClient.builder()
                        .endpoints(endpoints.stream().map(Endpoint::toString).toList())
                        .requestTimeout(TimeLimit.usable(timeout))
                        // Events are reported in the order in which they come, and nothing here blocks for long.
                        .callbackExecutor(Runnable::run)
                        .stayWithCluster()));
        this.requests = WireAccess.requests(client);
        this.search = new NodeSearch(requests, endpoints);
        this.reserve = Duration.ofMillis(Math.min(1_500, timeout.toMillis() / 4));
    }

    private static ArbiterClient build(ArbiterClientBuilder builder) {
        try {
            return builder.build();
        } catch (ArbiterException e) {
            throw Failure.of(e);
        }
    }

    /** The same cluster, over connections of its own, for a holder. */
    public Cluster forHolder(UnaryOperator<ArbiterClientBuilder> holder) {
        return new Cluster(endpoints, timeout, security, holder);
    }

    public Duration timeout() {
        return timeout;
    }

    /** For sessions, leases and watches. */
    public ArbiterClient client() {
        return client;
    }

    /** The state of the cluster, as a node reports it; needs no leader. */
    public StatusResponse status() {
        return call(false, limit -> Blocking.get(requests.within(limit).status(false, Function.identity())));
    }

    public <T> T read(Call.Builder call, Function<Reply, T> answer) {
        return read(Consistency.CONSISTENCY_LINEARIZABLE, call, answer);
    }

    public <T> T read(Consistency consistency, Call.Builder call, Function<Reply, T> answer) {
        return call(
                consistency != Consistency.CONSISTENCY_STALE,
                limit -> Blocking.get(requests.within(limit).read(call, answer)));
    }

    /** Without an answer its outcome is unknown. */
    public <T> T change(Function<ArbiterAdmin, T> call) {
        return call(true, limit -> call.apply(client.admin().within(limit)));
    }

    /** The same, of a call that the library has no method for. */
    public <T> T change(Call.Builder call, Function<Reply, T> answer) {
        return call(true, limit -> Blocking.get(requests.within(limit).write(call, answer)));
    }

    /** Returns when a node has answered; one that knows a leader, if that is needed. @return the time that is left */
    public Deadline find(boolean leaderNeeded) {
        Deadline left = new Deadline(timeout.minus(reserve));
        try {
            search.await(leaderNeeded, left);
            return left;
        } catch (CliException e) {
            throw diagnosis().explained(e);
        }
    }

    private <T> T call(boolean leaderNeeded, Function<Duration, T> made) {
        Deadline left = find(leaderNeeded);
        try {
            return made.apply(TimeLimit.usable(left.remaining()));
        } catch (ArbiterException e) {
            throw diagnosis().explained(Failure.of(e));
        }
    }

    private Diagnosis diagnosis() {
        return new Diagnosis(requests, endpoints, reserve);
    }

    /** Sessions are left as they are: the command that opened one has closed it, or lets it lapse by itself. */
    @Override
    public void close() {
        client.detach();
    }
}
