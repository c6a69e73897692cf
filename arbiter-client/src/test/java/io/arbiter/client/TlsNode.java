package io.arbiter.client;

import io.arbiter.client.fake.FakeCluster;
import io.arbiter.testsupport.tls.IssuedCertificate;
import io.arbiter.testsupport.tls.TestAuthority;
import io.arbiter.tls.Credentials;
import io.arbiter.tls.IdentityMapping;
import io.arbiter.tls.PeerRule;
import io.arbiter.tls.TlsFiles;
import io.grpc.Server;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.ClientAuth;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/** A fake node that wants certificates, as servers do. */
final class TlsNode implements AutoCloseable {
    private final Credentials credentials;
    private final Server server;

    /** @param port 0 for a free one */
    TlsNode(FakeCluster cluster, Path directory, int port) throws IOException {
        this(cluster, directory, port, IdentityMapping.spiffe("arbiter"));
    }

    /** @param mapping by which it knows who asks */
    TlsNode(FakeCluster cluster, Path directory, int port, IdentityMapping mapping) throws IOException {
        credentials = Credentials.open(files(directory), mapping);
        SslContext context = GrpcSslContexts.configure(
                        SslContextBuilder.forServer(credentials.keyManager()), SslProvider.JDK)
                .trustManager(credentials.trustManager(PeerRule.anyone()))
                .clientAuth(ClientAuth.REQUIRE)
                .protocols(Credentials.PROTOCOL)
                .build();
        server = NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))
                .sslContext(context)
                .addService(cluster.node(1))
                .directExecutor()
                .build()
                .start();
    }

    static TlsFiles files(Path directory) {
        return new TlsFiles(
                directory.resolve(IssuedCertificate.CERTIFICATE),
                directory.resolve(IssuedCertificate.KEY),
                directory.resolve(IssuedCertificate.TRUST));
    }

    static Path issue(Path directory, TestAuthority issuer, String uri, TestAuthority... trusted) throws IOException {
        issuer.issue(uri).write(directory, trusted);
        return directory;
    }

    int port() {
        return server.getPort();
    }

    String endpoint() {
        return "127.0.0.1:" + port();
    }

    @Override
    public void close() {
        server.shutdownNow();
        credentials.close();
    }

    /** Once its port is free again. */
    void closeAndAwait() throws InterruptedException {
        close();
        server.awaitTermination();
    }
}
