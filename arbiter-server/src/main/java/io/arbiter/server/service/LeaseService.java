package io.arbiter.server.service;

import com.codahale.metrics.MetricRegistry;
import io.arbiter.server.batch.CommandBatcher;
import io.arbiter.server.batch.Timing;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.consensus.Witness;
import io.arbiter.server.forward.Forwarder;
import io.arbiter.server.forward.Peers;
import io.arbiter.server.read.ReadBarriers;
import io.arbiter.server.replica.AppliedWaits;
import io.arbiter.server.replica.ExpiryProposer;
import io.arbiter.server.replica.Replica;
import io.arbiter.v1.Call;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The service of one node, whatever carries the calls of its clients and peers: wires replica, group commit, reads and
 * forwarding together. Made by {@link #start} and released by {@link #close}; the log, the replica and the way to the
 * peers belong to the caller. Thread-safe; nothing blocks.
 */
public final class LeaseService implements AutoCloseable {
    private final ServiceThreads threads;
    private final Timing timing;
    private final CommandBatcher batcher;
    private final ReadBarriers barriers;
    private final Dispatcher dispatcher;

    private LeaseService(ReplicatedLog log, Replica replica, Peers peers, LeaseServiceOptions options) {
        this.threads = new ServiceThreads(log.leadership().self());
        this.timing = new Timing(options.clock(), options.wallMillis(), threads.timer());
        this.batcher = new CommandBatcher(log, options.batchLimits(), timing, options.metrics());
        var applied = new AppliedWaits(replica);
        replica.addListener(applied);
        this.barriers = new ReadBarriers(log, applied, peers, options.batchLimits().inFlight());
        var waits = new PendingWaits();
        replica.addListener(waits);
        var commands = new LocalCommands(batcher, waits,
                new RequestCommands(() -> ThreadLocalRandom.current().nextLong()));
        var router = new Router(log, commands, new LocalReads(replica, barriers),
                new Forwarder(peers, options.metrics()));
        this.dispatcher = new Dispatcher(router, timing, options.callsUnderWay(), new CallMetrics(options.metrics()));
        registerMetrics(options.metrics(), waits);
    }

    private void registerMetrics(MetricRegistry metrics, PendingWaits waits) {
        StateMetrics.gauge(metrics, "arbiter.calls.waiting", waits::count);
        StateMetrics.gauge(metrics, "arbiter.batch.queued", batcher::queued);
        StateMetrics.gauge(metrics, "arbiter.calls.under_way", dispatcher::underWay);
    }

    /** Begins to take calls, and to propose what is due. */
    public static LeaseService start(ReplicatedLog log, Replica replica, Peers peers, LeaseServiceOptions options) {
        var service = new LeaseService(log, replica, peers, options);
        new ExpiryProposer(replica, service.batcher::propose, service.threads.expiry()).start();
        return service;
    }

    /** Takes a client's call, or one that a peer forwarded; its reply always comes, on any thread. */
    public OpenCall dispatch(Call call) {
        return dispatcher.dispatch(call);
    }

    /** Runs something that dispatches several calls, so that their commands share a batch. */
    public void together(Runnable dispatches) {
        batcher.together(dispatches);
    }

    /** What a peer asks of the leader: how far its own state must be to be read. Fails if this is no leader. */
    public CompletableFuture<Long> readIndex(Witness asker) {
        return barriers.readIndex(asker);
    }

    Timing timing() {
        return timing;
    }

    /** Refuses new calls and answers those under way. */
    public void stop() {
        dispatcher.stop();
    }

    @Override
    public void close() {
        stop();
        threads.close();
    }
}
