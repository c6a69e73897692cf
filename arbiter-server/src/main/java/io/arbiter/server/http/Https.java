package io.arbiter.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsExchange;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.arbiter.server.refusal.ConnectionRefusals;
import io.arbiter.server.tls.NodeTls;
import io.arbiter.tls.Credentials;
import java.io.IOException;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLPeerUnverifiedException;

/** HTTP over TLS, where a client may show a certificate. One that is not trusted ends the connection. */
final class Https {
    static final String PORT = "http";

    private Https() {}

    static HttpServer create(InetSocketAddress address, int queued, NodeTls tls, ConnectionRefusals refusals)
            throws IOException {
        HttpsServer server = HttpsServer.create(address, queued);
        server.setHttpsConfigurator(new HttpsConfigurator(ReportingContext.of(tls.accepting(), refusals)) {
            @Override
            public void configure(HttpsParameters connection) {
                var parameters = new ReportingEngine.ConnectionParameters(connection.getClientAddress());
                parameters.setProtocols(new String[] {Credentials.PROTOCOL});
                parameters.setWantClientAuth(true);
                connection.setSSLParameters(parameters);
            }
        });
        return server;
    }

    /** Whether the client has shown a certificate, or nobody has one here. */
    static boolean isIdentified(HttpExchange exchange) {
        if (exchange instanceof HttpsExchange secured) {
            try {
                return secured.getSSLSession().getPeerCertificates().length > 0;
            } catch (SSLPeerUnverifiedException anonymous) {
                return false;
            }
        }
        return true;
    }
}
