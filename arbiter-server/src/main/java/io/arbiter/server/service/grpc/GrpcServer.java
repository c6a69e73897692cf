package io.arbiter.server.service.grpc;

import io.arbiter.server.access.Rules;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.forward.ClusterHeader;
import io.arbiter.server.forward.GrpcPeers;
import io.arbiter.server.forward.PeerChannels;
import io.arbiter.server.limit.Admission;
import io.arbiter.server.metrics.Meters;
import io.arbiter.server.metrics.StateMetrics;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.service.LeaseService;
import io.arbiter.server.service.ServiceLimits;
import io.arbiter.server.service.grpc.connection.ClientConnections;
import io.arbiter.server.service.grpc.connection.GuardedPort;
import io.arbiter.server.service.grpc.interceptor.Callers;
import io.arbiter.server.service.grpc.interceptor.ClusterBinding;
import io.arbiter.server.service.grpc.interceptor.DeniedMethods;
import io.arbiter.server.service.grpc.interceptor.LeaderHintInterceptor;
import io.arbiter.server.service.grpc.interceptor.NodesOnly;
import io.arbiter.server.service.grpc.interceptor.RequestChecks;
import io.arbiter.server.service.grpc.interceptor.UnservedMethods;
import io.arbiter.server.service.grpc.snapshot.SnapshotSaves;
import io.arbiter.server.tls.GrpcTls;
import io.arbiter.server.watch.WatchHub;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * One node's service over gRPC, on its client address: the calls of clients and peers, watches, status and health.
 * Everything is made by {@link #start} and released by {@link #close}.
 */
public final class GrpcServer implements AutoCloseable {
    private static final long LINGER_SECONDS = 2;
    /** TLS and the first frame, over the slowest link, take less. */
    private static final int SAY_WHO_SECONDS = 10;
    /** Without any call. A command stream is one, so the library's connections stay. */
    private static final int IDLE_MINUTES = 5;
    /** After as much silence the other side is asked whether it is there, and has as much time to say so. */
    private static final int PING_SECONDS = 10;
    /** As many cancelled calls no client has; those who flood with them cost a node its time (CVE-2023-44487). */
    private static final int RESETS = 2_000;

    private static final int RESETS_WITHIN_SECONDS = 10;
    private static final int HEADER_BYTES = 8_192;

    private final ReplicatedLog log;
    private final Replica replica;
    private final ClientPortOptions options;
    private final ConnectionThreads threads;
    private final PeerChannels channels;
    private final LeaseService service;
    private final HealthReport health;
    private final WatchHub watches;
    private final Admission admission;
    private final ClientConnections connections;
    private final ArbiterGrpcService endpoint;
    private final Server server;
    private boolean stopped;

    private GrpcServer(ReplicatedLog log, Replica replica, ClientPortOptions options) {
        this.log = log;
        this.replica = replica;
        this.options = options;
        this.health = new HealthReport(replica::clusterId);
        this.threads = new ConnectionThreads(log.leadership().self());
        this.channels = new PeerChannels(options.connector());
        var peers = new GrpcPeers(channels, new ClusterHeader(replica::clusterId));
        replica.addListener(peers);
        this.admission = new Admission(options.protection().limits(), options.clock(), options.metrics());
        this.connections = new ClientConnections(options.protection().limits().connections());
        this.service = LeaseService.start(log, replica, peers, options.service(admission));
        this.watches = new WatchHub(replica, options.watchLimits(), threads.senders());
        this.endpoint = endpoint();
        this.server = server();
        watches.start(service.timing().timer());
        replica.addListener(health);
    }

    /**
     * Starts to serve.
     *
     * @throws IOException if the address cannot be bound; nothing is left running then
     */
    public static GrpcServer start(ReplicatedLog log, Replica replica, ClientPortOptions options) throws IOException {
        var port = new GrpcServer(log, replica, options);
        try {
            port.server.start();
            port.registerMetrics();
            return port;
        } catch (IOException e) {
            port.close();
            throw e;
        }
    }

    private ArbiterGrpcService endpoint() {
        var context = new ServiceContext(
                service,
                options.serviceLimits(),
                admission,
                replica.afterEntry(threads.senders()),
                this::leaderAddress);
        var status = new StatusReports(
                log,
                replica,
                options,
                service.timing(),
                peer -> PeerStatus.request(channels, peer, replica.clusterId()));
        var snapshots = new SnapshotSaves(log, replica, service, options.snapshots());
        return new ArbiterGrpcService(context, watches, status, snapshots);
    }

    private Server server() {
        ServiceLimits limits = options.serviceLimits();
        var binding = new ClusterBinding(replica::clusterId);
        var callers = new Callers(options.tls(), connections, admission);
        var port = new GuardedPort(
                connections, options.protection().refusals(), options.tls().map(GrpcTls::accepting));
        NettyServerBuilder builder = NettyServerBuilder.forAddress(options.listen())
                .executor(threads.receivers())
                .callExecutor(new CallExecutor(threads.receivers()))
                .maxInboundMessageSize(limits.receivedBytes())
                .maxConcurrentCallsPerConnection(limits.callsPerConnection())
                .maxInboundMetadataSize(HEADER_BYTES)
                .maxRstFramesPerWindow(RESETS, RESETS_WITHIN_SECONDS)
                .handshakeTimeout(SAY_WHO_SECONDS, TimeUnit.SECONDS)
                .maxConnectionIdle(IDLE_MINUTES, TimeUnit.MINUTES)
                .keepAliveTime(PING_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(PING_SECONDS, TimeUnit.SECONDS)
                .permitKeepAliveTime(1, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .protocolNegotiator(port)
                .intercept(new LeaderHintInterceptor(log.leadership().self(), this::leaderAddress, replica::clusterId))
                .intercept(callers)
                .intercept(new DeniedMethods(options.protection().denials()))
                .addTransportFilter(callers)
                .addService(RequestChecks.of(endpoint, limits.messageBytes(), binding))
                .addService(
                        RequestChecks.of(new PeerGrpcService(service), limits.messageBytes(), binding, new NodesOnly()))
                .addService(health.manager().getHealthService())
                .fallbackHandlerRegistry(UnservedMethods.unknown());
        for (BindableService service : options.otherServices()) {
            builder.addService(service);
        }
        Server built = builder.build();
        Rules.requireFor(built.getServices());
        return built;
    }

    private String leaderAddress() {
        return log.leadership().leaderClientAddress();
    }

    private void registerMetrics() {
        StateMetrics.register(options.metrics(), replica);
        Meters.gauge(options.metrics(), "arbiter_connections", "Connections to the client port", connections::count);
        Meters.gauge(
                options.metrics(),
                "arbiter_connections_unidentified",
                "Connections to the client port that have not said who they are",
                connections::strangers);
        Meters.gauge(options.metrics(), "arbiter_watches", "Watches of this node", watches::count);
    }

    /** The port that it listens on. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getListenSockets().get(0);
    }

    /** Takes no more calls, answers those under way, ends the watches. Idempotent; takes a few seconds at most. */
    public void stopServing() {
        if (stopIsUnderWay()) {
            return;
        }
        health.manager().enterTerminalState();
        server.shutdown();
        service.stop();
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
        service.close();
        threads.close();
    }
}
