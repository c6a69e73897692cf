package io.arbiter.client.internal.context;

import io.arbiter.client.UnauthenticatedException;
import io.arbiter.client.internal.transport.CallFailedException;
import io.arbiter.client.internal.transport.HostResolverProvider;
import io.arbiter.tls.Credentials;
import io.arbiter.tls.PeerRule;
import io.arbiter.tls.TlsException;
import io.arbiter.tls.TlsFiles;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.util.Map;
import javax.net.ssl.SSLException;

/** Connections with certificates on both sides, to nodes alone. */
final class TlsChannels implements Channels {
    private final Credentials credentials;
    private final SslContext context;

    private TlsChannels(Credentials credentials, SslContext context) {
        this.credentials = credentials;
        this.context = context;
    }

    static TlsChannels open(TlsFiles files, String trustDomain) {
        try {
            Credentials credentials = Credentials.open(files, new ClientMapping(trustDomain));
            return new TlsChannels(credentials, context(credentials));
        } catch (TlsException e) {
            throw new UnauthenticatedException(e.getMessage(), CallFailedException.UNAUTHENTICATED, Map.of(), e);
        }
    }

    /** With Java's own TLS: its failures say which side refused which, and it needs no native library. */
    private static SslContext context(Credentials credentials) {
        try {
            return GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
                    .protocols(Credentials.PROTOCOL)
                    .keyManager(credentials.keyManager())
                    .trustManager(credentials.trustManager(PeerRule.anyNode()))
                    .build();
        } catch (SSLException e) {
            throw new IllegalStateException("this Java has no " + Credentials.PROTOCOL, e);
        }
    }

    @Override
    public ManagedChannel open(String address) {
        return ChannelSettings.open(
                NettyChannelBuilder.forTarget(HostResolverProvider.target(address))
                        .sslContext(context),
                new Refusals(this::own));
    }

    /** Of this client, for who has to find out why it was refused. */
    private String own() {
        return "its own certificate names " + credentials.identity() + " and is valid until " + credentials.notAfter();
    }

    @Override
    public void close() {
        credentials.close();
    }
}
