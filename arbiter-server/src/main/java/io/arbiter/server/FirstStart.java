package io.arbiter.server;

import io.arbiter.server.bootstrap.BootstrapService;
import io.arbiter.server.bootstrap.ClusterBootstrap;
import io.arbiter.server.bootstrap.Restoration;
import io.arbiter.server.config.HostPort;
import io.arbiter.server.config.ServerConfig;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.limit.Admission;
import io.arbiter.server.refusal.RefusalLog;
import io.arbiter.server.service.grpc.connection.ClientConnections;
import io.arbiter.server.service.grpc.connection.GuardedPort;
import io.arbiter.server.service.grpc.interceptor.Callers;
import io.arbiter.server.service.grpc.interceptor.DeniedMethods;
import io.arbiter.server.service.grpc.interceptor.NodesOnly;
import io.arbiter.server.service.grpc.interceptor.UnservedMethods;
import io.arbiter.server.storage.VotingPermit;
import io.arbiter.server.tls.GrpcTls;
import io.arbiter.server.tls.NodeTls;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The client port while the cluster forms: it answers one question only, who this node is. */
final class FirstStart {
    private static final long STOP_SECONDS = 5;

    private FirstStart() {}

    static void form(
            ServerConfig config,
            VotingPermit permit,
            Restoration restoration,
            BootstrapService service,
            Optional<NodeTls> tls,
            RefusalLog refusals)
            throws StartException {
        refuseWrongClock(config);
        HostPort listen = config.listen().client();
        var connections = new ClientConnections(config.limits().connections());
        var callers = new Callers(tls, connections, Admission.unlimited(System::nanoTime));
        NettyServerBuilder builder = NettyServerBuilder.forAddress(new InetSocketAddress(listen.host(), listen.port()))
                .addTransportFilter(callers)
                .intercept(callers)
                .intercept(new DeniedMethods(refusals))
                .protocolNegotiator(new GuardedPort(connections, refusals, tls.map(GrpcTls::accepting)))
                .addService(NodesOnly.guarding(service))
                .fallbackHandlerRegistry(UnservedMethods.notYet());
        Server server = builder.build();
        try {
            server.start();
            new ClusterBootstrap(config.peers(), config.tokenFloor().toString(), restoration, tls).form(permit);
        } catch (IOException e) {
            throw new StartException(ExitCode.START_FAILED, listen.refused("client.listen", e), e);
        } finally {
            stop(server);
        }
    }

    private static void refuseWrongClock(ServerConfig config) throws StartException {
        Instant now = Instant.now();
        if (config.tokenFloor().isUnknownAt(now)) {
            throw new StartException(
                    ExitCode.USAGE,
                    "bootstrap.above-token is derived from the clock, which says " + now
                            + "; expected a time after 2026-01-01: set the clock right");
        }
    }

    /** The service proper takes the port over. */
    private static void stop(Server server) {
        server.shutdownNow();
        try {
            server.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
