package io.arbiter.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.arbiter.server.config.HostPort;
import io.arbiter.server.metrics.PrometheusText;
import io.arbiter.server.metrics.ServerMetrics;
import io.arbiter.server.refusal.ConnectionRefusals;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is sent to the HTTP port, the connection ends, a complete request has an answer, and the next is served. */
class OperationsFuzzTest {
    private static final String END = "\r\nHost: a\r\n\r\n";
    private static OperationsServer server;

    @BeforeAll
    static void start() throws Exception {
        server = OperationsServer.start(
                new HostPort("127.0.0.1", 0),
                new PrometheusText(ServerMetrics.create()),
                Optional::empty,
                Optional.empty(),
                ConnectionRefusals.NONE);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    static Stream<byte[]> paths() {
        return Stream.of("/readyz", "/metrics/x?y=z#f", "mailto:a@b", "*", "http://a/healthz", "//", "/%00%zz", "")
                .map(path -> path.getBytes(StandardCharsets.ISO_8859_1));
    }

    static Stream<byte[]> requests() {
        return Stream.of(
                        "GET /readyz HTTP/1.1" + END,
                        "POST /metrics HTTP/1.0\r\nContent-Length: 5\r\n\r\nhello",
                        "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nExpect: 100-continue\r\n\r\n5\r\nhello",
                        "HEAD /healthz HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n")
                .map(request -> request.getBytes(StandardCharsets.ISO_8859_1));
    }

    @MethodSource("paths")
    @FuzzTest
    void path(byte[] path) throws IOException {
        String line = new String(path, StandardCharsets.ISO_8859_1).replaceAll("[\r\n ]", "");
        String answer = exchange(("GET " + line + " HTTP/1.1" + END).getBytes(StandardCharsets.ISO_8859_1));
        // The platform's server closes the connection of a caller whose path is none.
        assertThat(answer).matches("(?s)(HTTP/1.1 (200|400|404) .*)?");
    }

    @MethodSource("requests")
    @FuzzTest
    void request(byte[] request) throws IOException {
        String answer = exchange(request);
        assertThat(answer).doesNotContain("HTTP/1.1 500");
        assertThat(exchange(("GET /healthz HTTP/1.1" + END).getBytes(StandardCharsets.ISO_8859_1)))
                .startsWith("HTTP/1.1 200")
                .endsWith("alive\n");
    }

    private static String exchange(byte[] request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(request);
            socket.shutdownOutput();
            InputStream answer = socket.getInputStream();
            return new String(answer.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
