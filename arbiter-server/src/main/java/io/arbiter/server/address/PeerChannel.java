package io.arbiter.server.address;

import io.arbiter.server.config.HostPort;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.tls.GrpcTls;
import io.arbiter.server.tls.NodeTls;
import io.grpc.netty.shaded.io.grpc.netty.NegotiationType;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.channel.ChannelOption;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Optional;

/**
 * gRPC channels to other nodes. gRPC's own resolver refuses names with underscores and caches addresses for
 * 30 s; {@link PeerResolver} takes every host that a configuration may name, and looks again whenever a connection was
 * lost or could not be made.
 */
public final class PeerChannel {
    /** An address that a node has left may swallow every packet. */
    private static final int CONNECT_TIMEOUT_MILLIS = 2_000;

    private PeerChannel() {}

    /**
     * A channel on which only that node can answer.
     *
     * @param tls empty for plaintext, which proves nothing
     */
    public static NettyChannelBuilder to(Member peer, Optional<NodeTls> tls) {
        NettyChannelBuilder channel = to(peer.clientAddress());
        return tls.map(own ->
                        channel.sslContext(GrpcTls.connecting(own, peer.name())).negotiationType(NegotiationType.TLS))
                .orElse(channel);
    }

    /**
     * A plaintext channel.
     *
     * @param address {@code host:port}
     * @throws IllegalArgumentException if it is not an address
     */
    public static NettyChannelBuilder to(String address) {
        String checked = HostPort.parse(address).toString();
        try {
            // The URI's constructor escapes characters that a path cannot hold: the brackets of an IPv6 address.
            URI target = new URI(PeerResolverProvider.SCHEME, null, "/" + checked, null);
            return NettyChannelBuilder.forTarget(target.toString())
                    .usePlaintext()
                    .withOption(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_TIMEOUT_MILLIS);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("cannot name " + checked + " to gRPC", e);
        }
    }
}
