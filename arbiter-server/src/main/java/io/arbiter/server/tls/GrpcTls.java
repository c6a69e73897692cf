package io.arbiter.server.tls;

import io.arbiter.tls.Credentials;
import io.arbiter.tls.PeerRule;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.time.Duration;
import javax.net.ssl.SSLException;

/**
 * The same for gRPC, whose transport has its own kind of context. With the JDK's TLS: the OpenSSL that comes with gRPC
 * resumes sessions in spite of the time-out below, and so would serve a certificate that is not trusted any more.
 */
public final class GrpcTls {
    /** Longer than the seven days that the standard allows, so that no session is resumed past its certificates. */
    private static final Duration NO_TICKETS = Duration.ofDays(8);

    private GrpcTls() {}

    /** For servers: no connection without a trusted certificate. */
    public static SslContext accepting(NodeTls tls) {
        return build(SslContextBuilder.forServer(tls.keyManager())
                .trustManager(tls.trustManager(PeerRule.anyone()))
                .clientAuth(ClientAuth.REQUIRE)
                .sessionTimeout(NO_TICKETS.toSeconds()));
    }

    /** For a channel to that member: nobody else may answer. */
    public static SslContext connecting(NodeTls tls, String member) {
        return build(SslContextBuilder.forClient()
                .keyManager(tls.keyManager())
                .trustManager(tls.trustManager(tls.only(member))));
    }

    private static SslContext build(SslContextBuilder builder) {
        try {
            return GrpcSslContexts.configure(builder, SslProvider.JDK)
                    .protocols(Credentials.PROTOCOL)
                    .build();
        } catch (SSLException broken) {
            throw new IllegalStateException("gRPC has no " + Credentials.PROTOCOL, broken);
        }
    }
}
