package io.arbiter.server;

import io.arbiter.server.application.Application;
import io.arbiter.server.application.ApplicationContext;
import io.arbiter.server.application.ApplicationFactory;
import io.arbiter.server.config.HostPort;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.consensus.ReplicatedState;
import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.util.Optional;

/** What this process serves. The lease service takes the place of the bare one below with its commit. */
final class Applications {
    private Applications() {
    }

    static ApplicationFactory arbiter() {
        return Bare::new;
    }

    /** Takes part in the cluster and serves what its members need of each other, and nothing to clients. */
    private static final class Bare implements Application, ReplicatedState {
        private final ApplicationContext context;
        private volatile Leadership leadership;
        private Server server;

        Bare(ApplicationContext context) {
            this.context = context;
        }

        @Override
        public ReplicatedState state() {
            return this;
        }

        @Override
        public void serve(ReplicatedLog log) throws StartException {
            HostPort listen = context.config().listen().client();
            NettyServerBuilder builder = NettyServerBuilder.forAddress(
                    new InetSocketAddress(listen.host(), listen.port()));
            context.internalServices().forEach(builder::addService);
            try {
                server = builder.build().start();
            } catch (IOException e) {
                throw new StartException(ExitCode.START_FAILED, "cannot listen on client.listen " + listen, e);
            }
        }

        @Override
        public Optional<String> problem() {
            Leadership now = leadership;
            return now != null && now.leader().isPresent() ? Optional.empty() : Optional.of("no leader known");
        }

        @Override
        public void stopServing() {
            if (server != null) {
                server.shutdownNow();
            }
        }

        @Override
        public void close() {
            stopServing();
        }

        @Override
        public void apply(long index, byte[] entry, Object localContext) {
            throw new IllegalStateException("an entry of a service that this process does not have");
        }

        @Override
        public void writeSnapshot(OutputStream out) throws IOException {
            out.write(0);
        }

        @Override
        public void restoreSnapshot(InputStream in) throws IOException {
            in.skipNBytes(1);
        }

        @Override
        public void reset() {
            leadership = null;
        }

        @Override
        public void leadershipChanged(Leadership now) {
            leadership = now;
        }
    }
}
