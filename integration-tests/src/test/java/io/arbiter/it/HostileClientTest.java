package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.arbiter.testsupport.files.LiveTree;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever reaches a leader's ports, with a certificate or without, and means ill: his connections end, the counters
 * show him, and all the while another client acquires, releases, and keeps a lease that needs renewing. Every load is
 * bounded in number and ends by itself. Those that last as long as the node allows are made at the same time.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HostileClientTest {
    private static final String SETTINGS = """
            limits:
              connections: 100
              identity: {connections: 20}
            audit.directory: "%s/{node}"
            """;
    /** No more than this is ever sent over one connection. */
    private static final int MOST_WRITES = 20_000;

    @TempDir
    private static Path directory;

    private static TestCluster cluster;
    private static DevPki pki;
    private static SteadyLoad honest;
    private static String leader;

    private Attacker attacker;
    private long cyclesBefore;

    @BeforeAll
    static void start() {
        pki = DevPki.in(directory.resolve("pki"));
        cluster = TestCluster.secured(directory, pki, SETTINGS.formatted(directory.resolve("audit")));
        leader = cluster.awaitLeader();
        honest = new SteadyLoad(
                cluster.client("us-east").ttl(Duration.ofSeconds(20)).build());
    }

    @AfterAll
    static void stop() {
        honest.close();
        cluster.close();
    }

    @BeforeEach
    void come() throws Exception {
        attacker = new Attacker(pki, "us-west-sidecar");
        cyclesBefore = honest.cycles();
    }

    @AfterEach
    void theHonestClientGoesOn() throws IOException {
        honest.assertGoesOnAfter(cyclesBefore);
        attacker.close();
    }

    private static List<String> ports() {
        return List.of(cluster.clientAddress(leader), cluster.raftAddress(leader), cluster.httpAddress(leader));
    }

    private double metric(String name) throws IOException, InterruptedException {
        return attacker.get(cluster.httpAddress(leader), "/metrics", true)
                .body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no metric " + name));
    }

    private static void assertClosed(List<? extends Socket> sockets) {
        assertThat(sockets).isNotEmpty().allMatch(Attacker::isClosed);
    }

    /** An identified connection to the client port that has begun as every client's does. */
    private SSLSocket http2() throws IOException {
        return http2(attacker);
    }

    private static SSLSocket http2(Attacker from) throws IOException {
        SSLSocket socket = from.identified(cluster.clientAddress(leader));
        socket.getOutputStream().write(Http2Frames.PREFACE);
        socket.getOutputStream().write(Http2Frames.SETTINGS);
        return socket;
    }

    /** Sends it over and over, until the node ends the connection or it was enough. */
    private static boolean isEndedBy(SSLSocket socket, byte[]... frames) {
        var closed = new AtomicBoolean();
        Thread reader = new Thread(() -> closed.set(Attacker.isClosed(socket)), "hostile-reader");
        reader.setDaemon(true);
        reader.start();
        try {
            OutputStream out = socket.getOutputStream();
            for (int i = 0; i < MOST_WRITES / frames.length; i++) {
                for (byte[] frame : frames) {
                    out.write(frame);
                }
            }
        } catch (IOException ended) {
            return true;
        }
        await().atMost(PATIENCE).until(() -> !reader.isAlive());
        return closed.get();
    }

    @Test
    void silenceOnEveryPort() throws Exception {
        double silent = metric("arbiter_connections_refused_total{kind=\"silent\",port=\"client\"}");
        List<Socket> sockets = new ArrayList<>();
        for (String port : ports()) {
            for (int i = 0; i < 150; i++) {
                sockets.add(attacker.plain(port));
            }
        }
        assertClosed(sockets);
        assertThat(metric("arbiter_connections_refused_total{kind=\"silent\",port=\"client\"}"))
                .isGreaterThanOrEqualTo(silent + 150);
    }

    private interface Attack {
        void make() throws Exception;
    }

    @TestFactory
    Stream<DynamicTest> untilTheNodeEndsThem() {
        Map<String, Attack> attacks = new LinkedHashMap<>();
        attacks.put("a TLS handshake that does not end", this::aTlsHandshakeThatDoesNotEnd);
        attacks.put("a beginning of HTTP/2, and then nothing", this::aBeginningOfHttp2AndThenNothing);
        attacks.put("connections that answer no ping", this::halfOpenConnections);
        attacks.put("a flood of settings", this::aFloodOfSettings);
        attacks.put("many connections of one identity", this::manyConnectionsOfOneIdentity);
        Map<String, FutureTask<Void>> underWay = new LinkedHashMap<>();
        attacks.forEach((name, attack) -> underWay.put(name, new FutureTask<>(() -> {
            attack.make();
            return null;
        })));
        underWay.forEach((name, attack) -> new Thread(attack, name).start());
        return underWay.entrySet().stream().map(attack -> dynamicTest(attack.getKey(), attack.getValue()::get));
    }

    private void aTlsHandshakeThatDoesNotEnd() throws Exception {
        double refused = metric("arbiter_connections_refused_total{kind=\"refused\",port=\"client\"}");
        byte[] hello = {22, 3, 1, 2, 0, 1, 0, 1, (byte) 0xfc, 3, 3};
        List<Socket> sockets = new ArrayList<>();
        for (String port : ports()) {
            for (int i = 0; i < 10; i++) {
                Socket socket = attacker.plain(port);
                socket.getOutputStream().write(hello);
                sockets.add(socket);
            }
        }
        dribble(sockets, new byte[] {0});
        assertClosed(sockets);
        assertThat(metric("arbiter_connections_refused_total{kind=\"refused\",port=\"client\"}"))
                .isGreaterThanOrEqualTo(refused + 10);
    }

    /** A byte now and then over each, until all are ended; a minute at most. */
    private static void dribble(List<? extends Socket> sockets, byte[] bytes) {
        List<Socket> open = new ArrayList<>(sockets);
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            open.removeIf(socket -> isGone(socket, bytes));
            return open.isEmpty();
        });
    }

    private static boolean isGone(Socket socket, byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return false;
        } catch (IOException ended) {
            return true;
        }
    }

    @Test
    void slowHttpHeaders() throws Exception {
        List<SSLSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            SSLSocket socket = attacker.anonymous(cluster.httpAddress(leader), "TLSv1.3");
            socket.getOutputStream().write("GET /healthz HTTP/1.1\r\nx: ".getBytes(StandardCharsets.US_ASCII));
            sockets.add(socket);
        }
        assertThat(attacker.get(cluster.httpAddress(leader), "/healthz", false).statusCode())
                .isEqualTo(200);
        dribble(sockets, new byte[] {'y'});
        assertClosed(sockets);
    }

    private void aBeginningOfHttp2AndThenNothing() throws Exception {
        List<SSLSocket> sockets = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            SSLSocket socket = attacker.identified(cluster.clientAddress(leader));
            socket.getOutputStream().write(Http2Frames.PREFACE);
            sockets.add(socket);
        }
        assertClosed(sockets);
    }

    /** One that answers no ping, as if its machine were gone: with a call under way, and without. */
    private void halfOpenConnections() throws Exception {
        SSLSocket calling = http2();
        calling.getOutputStream().write(Http2Frames.call(1, "/arbiter.v1.Arbiter/Calls"));
        assertClosed(List.of(calling, http2()));
    }

    @Test
    void hugeFrames() throws Exception {
        assertThat(isEndedBy(http2(), Http2Frames.hugeFrame())).isTrue();
    }

    @Test
    void headersWithoutAnEnd() throws Exception {
        SSLSocket socket = http2();
        socket.getOutputStream().write(Http2Frames.endlessHeaders(1));
        assertThat(isEndedBy(socket, Http2Frames.continuation(1))).isTrue();
    }

    @Test
    void callsThatAreResetAtOnce() throws Exception {
        SSLSocket socket = http2();
        byte[][] frames = new byte[MOST_WRITES][];
        for (int i = 0; i < frames.length / 2; i++) {
            int stream = 2 * i + 1;
            frames[2 * i] = Http2Frames.call(stream, "/arbiter.v1.Arbiter/Status");
            frames[2 * i + 1] = Http2Frames.reset(stream);
        }
        assertThat(isEndedBy(socket, frames)).isTrue();
    }

    @Test
    void aFloodOfPings() throws Exception {
        assertThat(isEndedBy(http2(), Http2Frames.PING)).isTrue();
    }

    /** Not a mistake in HTTP/2, so it may last as long as it is acknowledged; it ends for want of answered pings. */
    private void aFloodOfSettings() throws Exception {
        assertThat(isEndedBy(http2(), Http2Frames.SETTINGS)).isTrue();
    }

    @Test
    void anOlderTlsAndSoEveryRenegotiation() {
        for (String port : ports()) {
            assertThatThrownBy(() -> attacker.anonymous(port, "TLSv1.2")).isInstanceOf(SSLException.class);
        }
    }

    /** Of another than the other attackers', who would be refused, too. */
    private void manyConnectionsOfOneIdentity() throws Exception {
        try (var many = new Attacker(pki, "eu-central-sidecar")) {
            List<SSLSocket> sockets = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                sockets.add(http2(many));
            }
            assertClosed(sockets); // Those within the bound too: they answer no ping.
        }
    }

    /**
     * What nobody can be named for is in the audit, and no flood fills it. Before the others, since it keeps few
     * refusals of a minute.
     */
    @Test
    @Order(1)
    void refusalsAreInTheAudit() throws Exception {
        for (int i = 0; i < 500; i++) {
            Socket socket = attacker.plain(cluster.clientAddress(leader));
            socket.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.close();
        }
        attacker.get(cluster.httpAddress(leader), "/metrics", false);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(audit())
                        .anyMatch(line -> line.contains("speaks no TLS") && line.contains("\"port\":\"client\""))
                        .anyMatch(line -> line.contains("no certificate") && line.contains("\"port\":\"http\"")));
        assertThat(audit()).hasSizeLessThan(400);
    }

    private static List<String> audit() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path file : LiveTree.files(directory.resolve("audit"))) {
            if (file.toString().endsWith(".jsonl")) {
                lines.addAll(Arrays.asList(Files.readString(file).split("\n")));
            }
        }
        return lines;
    }
}
