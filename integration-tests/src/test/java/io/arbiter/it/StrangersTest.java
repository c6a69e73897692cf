package io.arbiter.it;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.UnauthenticatedException;
import io.arbiter.client.model.Consistency;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Those who have no certificate of a secured cluster: nothing answers them but /healthz, and they are told why. */
class StrangersTest {
    @TempDir
    private static Path directory;

    private static TestCluster cluster;
    private static DevPki pki;

    @BeforeAll
    static void start() {
        pki = DevPki.in(directory.resolve("pki"));
        cluster = TestCluster.secured(directory, pki);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    /** What such tools send, in plaintext and over TLS. */
    private static Stream<byte[]> probes() {
        return Stream.of(
                        "GET / HTTP/1.0\r\n\r\n",
                        "GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n",
                        "OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n",
                        "HELP\r\n",
                        "SSH-2.0-probe\r\n",
                        new String(Http2Frames.PREFACE, StandardCharsets.ISO_8859_1)
                                + new String(Http2Frames.SETTINGS, StandardCharsets.ISO_8859_1)
                                + new String(
                                        Http2Frames.call(1, "/arbiter.v1.Arbiter/Status"), StandardCharsets.ISO_8859_1),
                        "\0\0\0\0\0\0\0\0\0\0")
                .map(text -> text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** What the other side says until it ends, or is silent for a second. */
    private static String heard(Socket socket, byte[] said) {
        try (socket) {
            socket.setSoTimeout(1_000);
            socket.getOutputStream().write(said);
            var heard = new StringBuilder();
            byte[] part = new byte[8_192];
            try {
                for (int n = socket.getInputStream().read(part);
                        n >= 0;
                        n = socket.getInputStream().read(part)) {
                    heard.append(new String(part, 0, n, StandardCharsets.ISO_8859_1));
                }
            } catch (SocketTimeoutException silent) {
                return heard.toString();
            }
            return heard.toString();
        } catch (IOException closed) {
            return "";
        }
    }

    /** Of HTTP, that a request is none or forbidden: the same for every such request, whatever the node is or has. */
    private static boolean isUnanswered(String heard) {
        boolean goAway = heard.contains("this node speaks TLS alone");
        boolean alert = !heard.isEmpty() && heard.charAt(0) == 21;
        return heard.isEmpty() || alert || goAway || heard.startsWith("HTTP/1.1 4");
    }

    /** As a scan of every port of a node's process finds it. */
    @Test
    void noPortAnswersWithoutACertificate() throws Exception {
        String node = TestCluster.REGIONS.get(0);
        Set<Integer> expected = new TreeSet<>();
        for (String address :
                List.of(cluster.clientAddress(node), cluster.raftAddress(node), cluster.httpAddress(node))) {
            expected.add(Integer.parseInt(address.substring(address.indexOf(':') + 1)));
        }
        Set<Integer> open = listening(cluster.server(node).pid());
        assertThat(open).isEqualTo(expected);
        List<String> answers = new ArrayList<>();
        try (Attacker anonymous = new Attacker(pki, "viewer")) {
            for (int port : open) {
                String address = "127.0.0.1:" + port;
                probes().forEach(probe -> {
                    String plain = heard(plain(port), probe);
                    if (!isUnanswered(plain)) {
                        answers.add(port + " in plaintext: " + plain);
                    }
                    String secured = overTls(anonymous, address, probe);
                    if (!isUnanswered(secured)) {
                        answers.add(port + " over TLS: " + secured);
                    }
                });
            }
            assertThat(answers).isEmpty();
            assertThat(anonymous
                            .get(cluster.httpAddress(node), "/healthz", false)
                            .body())
                    .contains("alive");
        }
    }

    private static Socket plain(int port) {
        try {
            var socket = new Socket();
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException closed) {
            throw new AssertionError(closed);
        }
    }

    private static String overTls(Attacker anonymous, String address, byte[] probe) {
        try {
            SSLSocket socket = anonymous.anonymous(address, "TLSv1.3");
            return heard(socket, probe);
        } catch (IOException refused) {
            return "";
        }
    }

    /** The ports on which a process listens, as Linux tells. */
    private static Set<Integer> listening(long pid) throws IOException {
        Set<String> sockets = new TreeSet<>();
        try (Stream<Path> open = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            for (Path file : open.toList()) {
                String target = Files.isSymbolicLink(file)
                        ? Files.readSymbolicLink(file).toString()
                        : "";
                if (target.startsWith("socket:[")) {
                    sockets.add(target.substring(8, target.length() - 1));
                }
            }
        }
        Set<Integer> ports = new TreeSet<>();
        for (String table : List.of("tcp", "tcp6")) {
            for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/net/" + table))) {
                String[] words = line.strip().split("\\s+");
                if (words.length > 9 && words[3].equals("0A") && sockets.contains(words[9])) {
                    ports.add(Integer.parseInt(words[1].substring(words[1].indexOf(':') + 1), 16));
                }
            }
        }
        return ports;
    }

    @Test
    void aClientInPlaintextIsToldToUseTls() {
        try (ArbiterClient client = ArbiterClient.builder()
                .endpoints(cluster.clientAddress(TestCluster.REGIONS.get(0)))
                .region("us-east")
                .requestTimeout(PATIENCE)
                .build()) {
            assertThatThrownBy(() -> client.admin().getLease("orders", Consistency.LINEARIZABLE))
                    .isInstanceOf(UnauthenticatedException.class)
                    .hasMessageContaining("the node speaks TLS alone");
        }
    }

    @Test
    void theCommandLineSaysSoToo() {
        Launch plain = Launch.of(List.of(
                "arbiter",
                "lease",
                "ls",
                "--timeout",
                "60s",
                "--endpoints",
                cluster.clientAddress(TestCluster.REGIONS.get(0))));
        assertThat(plain.status()).as(plain.output()).isEqualTo(8);
        assertThat(plain.output()).contains("the node speaks TLS alone").contains("UNAUTHENTICATED");
    }

    @Test
    void aClientWithACertificateIsToldThatTheNodeHasNone(@TempDir Path other) throws Exception {
        try (TestCluster plaintext = TestCluster.started(other, "");
                ArbiterClient client = cluster.client("us-east")
                        .endpoints(plaintext.clientAddress(TestCluster.REGIONS.get(0)))
                        .requestTimeout(Duration.ofSeconds(60))
                        .build()) {
            assertThatThrownBy(() -> client.admin().getLease("orders", Consistency.LINEARIZABLE))
                    .isInstanceOf(UnauthenticatedException.class)
                    .hasMessageContaining("does not speak TLS");
            var line = new ArrayList<>(List.of(
                    "arbiter",
                    "lease",
                    "ls",
                    "--timeout",
                    "60s",
                    "--endpoints",
                    plaintext.clientAddress(TestCluster.REGIONS.get(0))));
            line.addAll(pki.options("viewer"));
            Launch secured = Launch.of(line);
            assertThat(secured.status()).as(secured.output()).isEqualTo(8);
            assertThat(secured.output()).contains("does not speak TLS");
        }
    }
}
