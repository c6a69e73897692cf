package io.arbiter.server.service.grpc.connection;

import io.arbiter.server.refusal.ConnectionRefusals;
import io.grpc.netty.shaded.io.grpc.netty.GrpcHttp2ConnectionHandler;
import io.grpc.netty.shaded.io.grpc.netty.InternalProtocolNegotiator;
import io.grpc.netty.shaded.io.grpc.netty.InternalProtocolNegotiators;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandler;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.util.AsciiString;
import java.util.Optional;

/**
 * Puts a {@link PortGuard} on each connection. This is the one hook that gRPC has before TLS; it is for its own use,
 * and so this is the only class here that depends on gRPC's release.
 */
public final class GuardedPort implements InternalProtocolNegotiator.ProtocolNegotiator {
    private final ClientConnections connections;
    private final ConnectionRefusals refusals;
    private final boolean tls;
    private final InternalProtocolNegotiator.ProtocolNegotiator negotiator;

    /** @param security empty for plaintext */
    public GuardedPort(ClientConnections connections, ConnectionRefusals refusals, Optional<SslContext> security) {
        this.connections = connections;
        this.refusals = refusals;
        this.tls = security.isPresent();
        this.negotiator = security.map(InternalProtocolNegotiators::serverTls)
                .orElseGet(InternalProtocolNegotiators::serverPlaintext);
    }

    @Override
    public AsciiString scheme() {
        return negotiator.scheme();
    }

    @Override
    public ChannelHandler newHandler(GrpcHttp2ConnectionHandler handler) {
        return new PortGuard(connections, refusals, tls, negotiator.newHandler(handler));
    }

    @Override
    public void close() {
        negotiator.close();
    }
}
