package io.arbiter.server.tls;

import io.arbiter.server.raft.tcp.wire.VoteSample;
import io.arbiter.testsupport.tls.IssuedCertificate;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.grpc.util.AdvancedTlsX509KeyManager;
import io.grpc.util.AdvancedTlsX509TrustManager;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Comes with whatever certificate it has, or none, believes everyone, and says that it is whoever it likes. */
public record Intruder(Optional<IssuedCertificate> shown) {
    public static Intruder anonymous() {
        return new Intruder(Optional.empty());
    }

    public static Intruder showing(IssuedCertificate issued) {
        return new Intruder(Optional.of(issued));
    }

    /** Asks for a vote, which any node answers to whom it takes for a node. */
    boolean isAnsweredAsNode(InetSocketAddress raft, String from, String to) {
        try (Socket socket = connected(raft)) {
            VoteSample.ask(socket, from, to);
            return true;
        } catch (IOException refused) {
            return false;
        }
    }

    /** One whose handshake is over; in TLS 1.3 that says nothing about what the other side thinks. */
    public SSLSocket connected(InetSocketAddress port, String... protocols) throws IOException {
        var socket = (SSLSocket) context().getSocketFactory().createSocket(port.getAddress(), port.getPort());
        if (protocols.length > 0) {
            socket.setEnabledProtocols(protocols);
        }
        try {
            socket.startHandshake();
            return socket;
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }

    public ManagedChannel channel(InetSocketAddress port) {
        try {
            SslContextBuilder builder = GrpcSslContexts.forClient().trustManager(InsecureTrustManagerFactory.INSTANCE);
            shown.ifPresent(issued -> builder.keyManager(issued.key(), issued.certificate()));
            return NettyChannelBuilder.forAddress(port)
                    .sslContext(builder.build())
                    .build();
        } catch (IOException broken) {
            throw new IllegalStateException(broken);
        }
    }

    public HttpResponse<String> get(InetSocketAddress http, String path) throws IOException, InterruptedException {
        var uri = URI.create("https://127.0.0.1:" + http.getPort() + path);
        return HttpClient.newBuilder()
                .sslContext(context())
                .build()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    SSLContext context() {
        try {
            var keys = new AdvancedTlsX509KeyManager();
            shown.ifPresent(issued ->
                    keys.updateIdentityCredentials(new X509Certificate[] {issued.certificate()}, issued.key()));
            var trust = AdvancedTlsX509TrustManager.newBuilder()
                    .setVerification(AdvancedTlsX509TrustManager.Verification.INSECURELY_SKIP_ALL_VERIFICATION)
                    .build();
            var context = SSLContext.getInstance("TLS");
            context.init(shown.isPresent() ? new KeyManager[] {keys} : null, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException(broken);
        }
    }
}
