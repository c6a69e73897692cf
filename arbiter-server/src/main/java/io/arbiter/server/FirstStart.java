package io.arbiter.server;

import io.arbiter.server.bootstrap.BootstrapService;
import io.arbiter.server.bootstrap.Formation;
import io.arbiter.server.config.HostPort;
import io.arbiter.server.config.ServerConfig;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.storage.Franchise;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** While the cluster forms, the client port answers one question only: who are you. */
final class FirstStart {
    private static final long STOP_SECONDS = 5;

    private FirstStart() {
    }

    static void form(ServerConfig config, Franchise franchise, BootstrapService service) throws StartException {
        HostPort listen = config.listen().client();
        Server server = NettyServerBuilder.forAddress(new InetSocketAddress(listen.host(), listen.port()))
                .addService(service).build();
        try {
            server.start();
            new Formation(config.peers()).form(franchise);
        } catch (IOException e) {
            throw new StartException(ExitCode.START_FAILED, "cannot listen on client.listen " + listen + ": "
                    + (e.getCause() == null ? e.getMessage() : e.getCause().getMessage()), e);
        } finally {
            stop(server);
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
