package io.arbiter.server.service;

import com.codahale.metrics.MetricRegistry;
import io.arbiter.server.batch.CommandBatcher;
import io.arbiter.server.batch.Timing;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.forward.Forwarder;
import io.arbiter.server.forward.PeerChannels;
import io.arbiter.server.read.ReadBarriers;
import io.arbiter.server.replica.AppliedWaits;
import io.arbiter.server.replica.ExpiryProposer;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.watch.WatchHub;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.protobuf.services.ProtoReflectionServiceV1;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * The service of one node on its client address: wires replica, group commit, reads, watches and forwarding together
 * and serves them over gRPC. Everything is made by {@link #start} and released by {@link #close}.
 */
public final class ClientPort implements AutoCloseable {
    private static final long LINGER_SECONDS = 2;

    private final ReplicatedLog log;
    private final Replica replica;
    private final ClientPortOptions options;
    private final ServiceThreads threads;
    private final PeerChannels channels;
    private final Timing timing;
    private final HealthReport health = new HealthReport();
    private final Dispatcher dispatcher;
    private final WatchHub watches;
    private final ArbiterEndpoint endpoint;
    private final Server server;
    private boolean stopped;

    private ClientPort(ReplicatedLog log, Replica replica, ClientPortOptions options) {
        this.log = log;
        this.replica = replica;
        this.options = options;
        this.threads = new ServiceThreads(log.leadership().self());
        this.channels = new PeerChannels(options.connector());
        this.timing = new Timing(options.clock(), options.wallMillis(), threads.timer());
        this.watches = new WatchHub(replica, options.watchLimits(), threads.senders());
        var batcher = new CommandBatcher(log, options.batchLimits(), timing, options.metrics());
        var barriers = new ReadBarriers(log, batcher, appliedWaits(), channels);
        this.dispatcher = dispatcher(batcher, barriers);
        this.endpoint = endpoint(batcher);
        this.server = server(barriers);
        new ExpiryProposer(replica, batcher::propose, threads.expiry()).start();
        watches.start(threads.timer());
        replica.addListener(health);
    }

    /**
     * Begins to serve.
     *
     * @throws IOException if the address cannot be bound; nothing is left running then
     */
    public static ClientPort start(ReplicatedLog log, Replica replica, ClientPortOptions options) throws IOException {
        var port = new ClientPort(log, replica, options);
        try {
            port.server.start();
            port.registerMetrics();
            return port;
        } catch (IOException e) {
            port.close();
            throw e;
        }
    }

    private AppliedWaits appliedWaits() {
        var waits = new AppliedWaits(replica);
        replica.addListener(waits);
        return waits;
    }

    private Dispatcher dispatcher(CommandBatcher batcher, ReadBarriers barriers) {
        MetricRegistry metrics = options.metrics();
        var waits = new PendingWaits();
        var forwarder = new Forwarder(channels, metrics);
        replica.addListener(waits);
        replica.addListener(forwarder);
        StateMetrics.gauge(metrics, "arbiter.calls.waiting", waits::count);
        StateMetrics.gauge(metrics, "arbiter.batch.queued", batcher::queued);
        var commands = new LocalCommands(batcher, waits,
                new RequestCommands(() -> ThreadLocalRandom.current().nextLong()));
        var router = new Router(log, commands, new LocalReads(replica, barriers), forwarder);
        return new Dispatcher(router, timing, options.serviceLimits().callsUnderWay(), new CallMetrics(metrics));
    }

    private ArbiterEndpoint endpoint(CommandBatcher batcher) {
        var context = new ServiceContext(dispatcher, options.serviceLimits(), batcher::together, threads.senders(),
                this::leaderAddress);
        var status = new StatusReports(log, replica, options.nameplate(), timing,
                peer -> PeerStatus.ask(channels, peer));
        return new ArbiterEndpoint(context, watches, status);
    }

    private Server server(ReadBarriers barriers) {
        NettyServerBuilder builder = NettyServerBuilder.forAddress(options.listen())
                .executor(threads.receivers())
                .maxInboundMessageSize(options.serviceLimits().messageBytes())
                .maxConcurrentCallsPerConnection(options.serviceLimits().callsPerConnection())
                .permitKeepAliveTime(1, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .intercept(new AnsweringNode(log.leadership().self(), this::leaderAddress))
                .addService(endpoint)
                .addService(new PeerEndpoint(barriers))
                .addService(health.manager().getHealthService())
                .addService(ProtoReflectionServiceV1.newInstance());
        for (BindableService service : options.otherServices()) {
            builder.addService(service);
        }
        return builder.build();
    }

    private String leaderAddress() {
        return log.leadership().leaderClientAddress();
    }

    private void registerMetrics() {
        StateMetrics.register(options.metrics(), replica);
        StateMetrics.gauge(options.metrics(), "arbiter.calls.under_way", dispatcher::underWay);
        StateMetrics.gauge(options.metrics(), "arbiter.watches", watches::count);
    }

    /** The port that it listens on. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getListenSockets().get(0);
    }

    /** Takes no more calls, answers those under way, ends the watches. Idempotent; lasts a few seconds at most. */
    public void stopServing() {
        if (stopIsUnderWay()) {
            return;
        }
        health.manager().enterTerminalState();
        server.shutdown();
        dispatcher.stop();
        endpoint.endStreams();
        watches.close();
        awaitTermination();
    }

    private synchronized boolean stopIsUnderWay() {
        boolean before = stopped;
        stopped = true;
        return before;
    }

    private void awaitTermination() {
        try {
            if (!server.awaitTermination(LINGER_SECONDS, TimeUnit.SECONDS)) {
                server.shutdownNow();
            }
        } catch (InterruptedException e) {
            server.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    /** Stops serving and releases everything but the log and the replica. */
    @Override
    public void close() {
        stopServing();
        channels.close();
        threads.close();
    }
}
