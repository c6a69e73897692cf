package io.arbiter.server.service;

import io.arbiter.core.auth.Principal;
import io.arbiter.server.batch.Clocks;
import io.arbiter.server.batch.CommandBatcher;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.consensus.TermAck;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.forward.Peers;
import io.arbiter.server.members.MemberCalls;
import io.arbiter.server.metrics.Meters;
import io.arbiter.server.read.ReadBarriers;
import io.arbiter.server.replica.ApplyWaiters;
import io.arbiter.server.replica.ClusterFormer;
import io.arbiter.server.replica.ExpiryProposer;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.service.call.CallContext;
import io.arbiter.server.service.call.Dispatcher;
import io.arbiter.server.service.call.InFlightCall;
import io.arbiter.server.signing.TokenSigner;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The service of one node, for any carrier of its clients' and peers' calls: wires replica, group commit, reads and
 * forwarding together. Made by {@link #start} and released by {@link #close}; the log, the replica and the way to the
 * peers belong to the caller. Thread-safe; nothing blocks.
 */
public final class LeaseService implements AutoCloseable {
    private final ServiceThreads threads;
    private final Clocks timing;
    private final CommandBatcher batcher;
    private final ReadBarriers barriers;
    private final Dispatcher dispatcher;
    private final CallListener calls;
    private final MemberCalls members;

    private LeaseService(ReplicatedLog log, Replica replica, Peers peers, LeaseServiceOptions options) {
        this.threads = new ServiceThreads(log.leadership().self());
        this.timing = new Clocks(options.clock(), options.wallMillis(), threads.timer());
        this.batcher = new CommandBatcher(log, options.batchLimits(), timing, options.metrics());
        var applied = new ApplyWaiters(replica);
        replica.addListener(applied);
        this.barriers =
                new ReadBarriers(log, applied, peers, options.batchLimits().inFlight());
        var signer = new TokenSigner(replica::signingKey, replica::clusterId, options.wallMillis(), threads.signing());
        this.members = new MemberCalls(log, options.cluster(), options.identities());
        this.dispatcher = Dispatcher.start(
                new CallContext(
                        log,
                        replica,
                        batcher,
                        barriers,
                        peers,
                        signer,
                        timing,
                        options.admission(),
                        options.ownership(),
                        members,
                        options.metrics()),
                options.terms().otherRegions(),
                options.callsInFlight());
        this.calls = options.calls();
        registerMetrics(options.metrics());
    }

    private void registerMetrics(PrometheusRegistry metrics) {
        Meters.gauge(metrics, "arbiter_batch_queued", "Commands that wait to be proposed", batcher::queued);
        Meters.gauge(metrics, "arbiter_calls_in_flight", "Calls that are not answered yet", dispatcher::inFlight);
    }

    /** Starts to take calls, and to propose commands that are due. */
    public static LeaseService start(ReplicatedLog log, Replica replica, Peers peers, LeaseServiceOptions options) {
        var service = new LeaseService(log, replica, peers, options);
        var beginning = new ClusterBeginning(replica, options.terms().floor(), options.wallMillis());
        replica.addListener(beginning);
        new ClusterFormer(replica, service.batcher::propose, beginning::draw, service.threads.timer()).start();
        new ExpiryProposer(replica, service.batcher::propose, service.threads.expiry()).start();
        return service;
    }

    /** Takes a call where nobody has a certificate; its reply always comes, on any thread. */
    public InFlightCall dispatch(Call call) {
        return dispatch(call, Principal.NOBODY);
    }

    /** Takes this caller's call; its reply always comes, on any thread. */
    public InFlightCall dispatch(Call call, Principal caller) {
        return dispatch(call, caller, Optional.empty());
    }

    /**
     * Takes this caller's call, or one that a peer forwarded for it; its reply always comes, on any thread.
     *
     * @param full why what carries the call has no place for another one; then only a renewal that is due is taken
     */
    public InFlightCall dispatch(Call call, Principal caller, Optional<CallException> full) {
        if (calls == CallListener.NONE || call.getForwarded()) {
            return dispatcher.dispatch(call, caller, full);
        }
        Consumer<Reply> told = calls.taken(caller.identity(), call);
        InFlightCall open = dispatcher.dispatch(call, caller, full);
        open.reply().thenAccept(told);
        return open;
    }

    /** The reply to a call that its caller must not have sent, and so is not taken. */
    public Reply refuse(Call call, Principal caller, CallException why) {
        var reply =
                Reply.newBuilder().setId(call.getId()).setError(why.toStatus()).build();
        calls.taken(caller.identity(), call).accept(reply);
        return reply;
    }

    /** Runs a task that dispatches several calls, so that their commands share a batch. */
    public void batched(Runnable dispatches) {
        batcher.batched(dispatches);
    }

    /** Answers a peer: the index that its state must have applied to be read. Fails if this node does not lead. */
    public CompletableFuture<Long> readIndex(TermAck asker) {
        return barriers.readIndex(asker);
    }

    /** Completes when this node's state has all that was committed before. Fails with {@code NO_LEADER} without one. */
    public CompletableFuture<Void> caughtUp() {
        return barriers.caughtUp();
    }

    /** The clocks and the timer that the service uses. */
    public Clocks timing() {
        return timing;
    }

    /** Refuses new calls and answers those under way. */
    public void stop() {
        dispatcher.stop();
    }

    @Override
    public void close() {
        stop();
        members.close();
        threads.close();
    }
}
