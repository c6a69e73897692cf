package io.arbiter.bench.runner.arbiter;

import io.arbiter.bench.contest.Site;
import io.arbiter.testsupport.tls.IssuedCertificate;
import io.arbiter.testsupport.tls.TestAuthority;
import io.arbiter.tls.Credentials;
import io.arbiter.tls.IdentityMapping;
import io.arbiter.tls.PeerRule;
import io.arbiter.tls.TlsException;
import io.arbiter.tls.TlsFiles;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslProvider;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

/** Certificates of a secured cluster's nodes, and of all its clients. */
final class Certificates implements AutoCloseable {
    private static final String TRUST_DOMAIN = "arbiter";

    private final Path directory;
    private final TestAuthority authority = new TestAuthority("bench");
    private final Credentials client;
    private final SslContext context;

    private Certificates(Path directory) throws IOException {
        this.directory = directory;
        for (int node = 0; node < NodeFiles.NODES; node++) {
            String region = Site.region(node);
            write(region, "region/" + region + "/node/" + region);
        }
        write("client", "operator/bench");
        try {
            client = Credentials.open(files("client"), IdentityMapping.spiffe(TRUST_DOMAIN));
            // As the client library does it.
            context = GrpcSslContexts.configure(SslContextBuilder.forClient(), SslProvider.JDK)
                    .protocols(Credentials.PROTOCOL)
                    .keyManager(client.keyManager())
                    .trustManager(client.trustManager(PeerRule.anyNode()))
                    .build();
        } catch (TlsException unusable) {
            throw new IOException(unusable);
        }
    }

    /** Issues all of them into that directory, which is made. */
    static Certificates issue(Path directory) throws IOException {
        return new Certificates(directory);
    }

    private void write(String name, String path) throws IOException {
        authority
                .issue("spiffe://" + TRUST_DOMAIN + "/" + path)
                .write(Files.createDirectories(directory.resolve(name)), authority);
    }

    private TlsFiles files(String name) {
        Path of = directory.resolve(name);
        return new TlsFiles(
                of.resolve(IssuedCertificate.CERTIFICATE),
                of.resolve(IssuedCertificate.KEY),
                of.resolve(IssuedCertificate.TRUST));
    }

    /** Lines of that node's configuration. */
    String settings(int node) {
        TlsFiles files = files(Site.region(node));
        return """
            tls:
              certificate: "%s"
              key: "%s"
              trust: "%s"
            """.formatted(files.certificate(), files.key(), files.trust());
    }

    /** For HTTP. */
    SSLContext context() {
        return client.context(PeerRule.anyNode());
    }

    void secure(NettyChannelBuilder channel) {
        channel.sslContext(context);
    }

    @Override
    public void close() {
        client.close();
    }
}
