package io.arbiter.it;

import io.arbiter.tls.Credentials;
import io.arbiter.tls.IdentityMapping;
import io.arbiter.tls.PeerRule;
import io.arbiter.tls.TlsException;
import io.arbiter.tls.TlsFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;

/** Opens connections by hand, with a certificate or without, and sees whether they are closed. Thread-safe. */
final class Attacker implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 90_000;

    private final Credentials credentials;
    private final SSLContext anonymous;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    Attacker(DevPki pki, String name) throws TlsException, GeneralSecurityException {
        credentials = Credentials.open(
                new TlsFiles(pki.certificate(name), pki.key(name), pki.trust()), IdentityMapping.spiffe("arbiter"));
        anonymous = SSLContext.getInstance("TLS");
        anonymous.init(null, new TrustManager[] {credentials.trustManager(PeerRule.anyone())}, null);
    }

    Socket plain(String address) throws IOException {
        int port = Integer.parseInt(address.substring(address.indexOf(':') + 1));
        var socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        sockets.add(socket);
        return socket;
    }

    /** With the certificate. */
    SSLSocket identified(String address) throws IOException {
        return over(credentials.context(PeerRule.anyone()), plain(address), Credentials.PROTOCOL);
    }

    SSLSocket anonymous(String address, String protocol) throws IOException {
        return over(anonymous, plain(address), protocol);
    }

    private static SSLSocket over(SSLContext context, Socket plain, String protocol) throws IOException {
        var socket = (SSLSocket) context.getSocketFactory().createSocket(plain, "localhost", plain.getPort(), true);
        var parameters = socket.getSSLParameters();
        parameters.setProtocols(new String[] {protocol});
        parameters.setApplicationProtocols(new String[] {"h2"});
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    HttpResponse<String> get(String http, String path, boolean withCertificate)
            throws IOException, InterruptedException {
        return HttpClient.newBuilder()
                .sslContext(withCertificate ? credentials.context(PeerRule.anyone()) : anonymous)
                .build()
                .send(
                        HttpRequest.newBuilder(URI.create("https://" + http + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    /** Whether the node ends the connection while this side reads, and says nothing more. */
    static boolean isClosed(Socket socket) {
        byte[] heard = new byte[1 << 14];
        try {
            while (socket.getInputStream().read(heard) >= 0) {
                // Until it ends.
            }
            return true;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        credentials.close();
    }
}
