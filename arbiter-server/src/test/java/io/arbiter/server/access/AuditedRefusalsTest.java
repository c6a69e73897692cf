package io.arbiter.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.arbiter.internal.v1.BootstrapGrpc;
import io.arbiter.internal.v1.IntroduceRequest;
import io.arbiter.internal.v1.PeerGrpc;
import io.arbiter.internal.v1.ReadIndexRequest;
import io.arbiter.server.testing.Requests;
import io.arbiter.server.tls.Intruder;
import io.arbiter.server.tls.TlsCluster;
import io.arbiter.testsupport.tls.TestAuthority;
import io.arbiter.v1.Call;
import io.arbiter.v1.Call.RequestCase;
import io.arbiter.v1.Reply;
import io.arbiter.v1.SaveSnapshotRequest;
import io.arbiter.v1.WatchRequest;
import io.arbiter.v1.WatchResponse;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whoever is turned away leaves a line in the audit of the node that he came to. Every kind of call, every method and
 * route with a rule, and every port is tried, so a new one without a line fails. Each test has a node of its own,
 * because a node keeps a few kinds a minute one by one.
 */
class AuditedRefusalsTest {
    private static final String DENIED = "PERMISSION_DENIED";
    private static final TestAuthority AUTHORITY = new TestAuthority("authority");

    @TempDir
    private static Path directory;

    private static TlsCluster cluster;
    private static Person ann;
    private static Person eve;

    @BeforeAll
    static void start() throws IOException {
        cluster = new TlsCluster(
                directory, AUTHORITY, List.of("audit.directory=" + directory.resolve("audit") + "/{node}"));
        ann = person("operator/ann");
        eve = person("region/us-east/sidecar/eve");
        ann.enable();
    }

    @AfterAll
    static void stop() {
        ann.close();
        eve.close();
        cluster.close();
    }

    private static Person person(String path) {
        return Person.of(AUTHORITY, "spiffe://arbiter/" + path, cluster);
    }

    private static List<JsonObject> lines(String node) throws IOException {
        Path audit = directory.resolve("audit").resolve(node);
        try (Stream<Path> files = Files.list(audit)) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .flatMap(AuditedRefusalsTest::wholeLines)
                    .map(line -> JsonParser.parseString(line).getAsJsonObject())
                    .toList();
        }
    }

    /** The last one may be half written. */
    private static Stream<String> wholeLines(Path file) {
        try {
            String text = Files.readString(file);
            return text.substring(0, text.lastIndexOf('\n') + 1).lines();
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private static long count(String node, Map<String, String> wanted) throws IOException {
        return lines(node).stream()
                .filter(line -> wanted.entrySet().stream()
                        .allMatch(detail -> line.has(detail.getKey())
                                && line.get(detail.getKey()).getAsString().equals(detail.getValue())))
                .count();
    }

    private static void awaitOne(String node, Map<String, String> wanted) {
        await(wanted.toString()).until(() -> count(node, wanted) == 1);
    }

    private static Map<String, String> denied(Person caller, String action) {
        return Map.of("caller", caller.identity(), "action", action, "outcome", DENIED);
    }

    @Test
    void everyKindOfCall() {
        ann.bind("spiffe://arbiter/region/us-east/sidecar/victim", "sidecar", "");
        Set<RequestCase> allowed = EnumSet.noneOf(RequestCase.class);
        try (Person victim = person("region/us-east/sidecar/victim")) {
            long session = victim.at("n2")
                    .openSession(Requests.openSession("victim").toBuilder()
                            .setTtlMillis(3_600_000)
                            .build())
                    .getSessionId();
            new SampleCalls("orders", session, 1).all().forEach((kind, call) -> {
                if (isDenied(eve.call("n1", call))) {
                    awaitOne("n1", denied(eve, actionOf(kind)));
                } else {
                    allowed.add(kind);
                }
            });
        }
        assertThat(allowed).containsExactly(RequestCase.WHO_AM_I, RequestCase.CAN_I, RequestCase.GET_KEYS);
    }

    private static boolean isDenied(Reply reply) {
        return reply.hasError() && Requests.info(reply.getError()).getReason().equals(DENIED);
    }

    private static String actionOf(RequestCase kind) {
        return switch (kind) {
            case BREAK_SESSION -> "session.break";
            case BREAK_LEASE -> "lease.break";
            case REQUEST_HANDOVER -> "lease.request-handover";
            case CHANGE_AUTH -> "auth.change";
            case CHANGE_MEMBERS -> "member.change";
            case TRANSFER_LEADERSHIP -> "leadership.transfer";
            case CHANGE_POLICIES -> "policy.change";
            case REQUEST_PROMOTION -> "promotion.request";
            case CANCEL_PROMOTION -> "promotion.cancel";
            case CHANGE_PAUSES -> "failover.resume"; // as the sample asks
            default -> "call." + kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        };
    }

    @Test
    void everyOtherMethod() {
        for (String method : RulesTest.guarded()) {
            assertThat(Person.refusal(() -> call(method))).as(method).isEqualTo(DENIED);
            awaitOne("n2", denied(eve, "method." + method));
        }
    }

    private static Object call(String method) {
        return switch (method) {
            case "arbiter.v1.Arbiter/Watch" -> watch(eve, "n2", "").next();
            case "arbiter.v1.Arbiter/SaveSnapshot" ->
                eve.at("n2")
                        .saveSnapshot(SaveSnapshotRequest.getDefaultInstance())
                        .next();
            case "arbiter.internal.v1.Peer/ReadIndex" -> readIndex(eve, "n2", "n1");
            case "arbiter.internal.v1.Bootstrap/Introduce" ->
                BootstrapGrpc.newBlockingStub(eve.channel("n2")).introduce(IntroduceRequest.getDefaultInstance());
            default ->
                throw new AssertionError("no call of " + method + ": add one, so that its refusal is looked for");
        };
    }

    /** Not a refusal: whoever has all of the state has left a line as well. */
    @Test
    void aBackupThatIsTaken() {
        try (Person keeper = person("operator/keeper")) {
            ann.bind(keeper.identity(), "operator", "");
            keeper.at("n2")
                    .saveSnapshot(
                            SaveSnapshotRequest.newBuilder().setActor("cron").build())
                    .forEachRemaining(part -> {});
            awaitOne(
                    "n2",
                    Map.of("caller", keeper.identity(), "action", "snapshot.save", "outcome", "OK", "actor", "cron"));
        }
    }

    private static Object readIndex(Person caller, String node, String as) {
        return PeerGrpc.newBlockingStub(caller.channel(node))
                .readIndex(ReadIndexRequest.newBuilder().setNode(as).build());
    }

    private static Iterator<WatchResponse> watch(Person caller, String node, String prefix) {
        return caller.at(node)
                .watch(WatchRequest.newBuilder()
                        .setPrefix(prefix)
                        .setFromRevision(1)
                        .build());
    }

    @Test
    void whoSpeaksAsAnother() {
        try (Person node = Person.of(AUTHORITY, TlsCluster.id("n3"), cluster)) {
            assertThat(Person.refusal(() -> readIndex(node, "n2", "n1"))).isEqualTo(DENIED);
            awaitOne("n2", denied(node, "method.arbiter.internal.v1.Peer/ReadIndex"));
            assertThat(isDenied(node.call("n2", claiming(Call.newBuilder())))).isTrue();
            awaitOne("n2", forged(node));
        }
        try (Person liar = person("region/us-west/sidecar/liar")) {
            assertThat(isDenied(liar.call("n2", claiming(Call.newBuilder().setForwarded(true)))))
                    .isTrue();
            awaitOne("n2", forged(liar));
        }
        try (Person second = person("region/us-west/sidecar/second")) {
            assertThat(isDenied(second.call("n2", claiming(Call.newBuilder())))).isTrue();
            awaitOne("n2", forged(second));
        }
    }

    private static Call.Builder claiming(Call.Builder call) {
        call.setCaller(ann.identity()).getGetAuthBuilder();
        return call;
    }

    private static Map<String, String> forged(Person caller) {
        return Map.of(
                "caller",
                caller.identity(),
                "action",
                "call.get-auth",
                "outcome",
                DENIED,
                "claimed_caller",
                ann.identity());
    }

    @Test
    void aWatchThatLosesItsRight() {
        try (Person former = person("region/us-east/viewer/former")) {
            ann.bind(former.identity(), "viewer", "former/");
            Iterator<WatchResponse> watch = watch(former, "n2", "former/");
            watch.next(); // It has begun.
            ann.unbind(former.identity(), "viewer", "former/");
            assertThat(Person.refusal(() -> {
                        watch.forEachRemaining(progress -> {});
                        return null;
                    }))
                    .isEqualTo(DENIED);
            awaitOne("n2", denied(former, "method.arbiter.v1.Arbiter/Watch"));
        }
    }

    /** One connection, whose end the other side decides. */
    private interface Attempt {
        void at(InetSocketAddress port) throws IOException;
    }

    @Test
    void everyConnectionWithoutAnIdentity() throws Exception {
        var strangers = Map.<String, Attempt>of(
                "of another authority", shaking(Intruder.showing(new TestAuthority("other").issue(eve.identity()))),
                "that names nobody", shaking(Intruder.showing(AUTHORITY.issue())),
                "expired",
                        shaking(Intruder.showing(
                                AUTHORITY.issue(Instant.EPOCH, Instant.now().minusSeconds(60), eve.identity()))),
                "an old protocol", shaking(eve.certificate(), "TLSv1.2"),
                "plaintext", AuditedRefusalsTest::speakPlainly);
        var ports = Map.of("client", cluster.client("n3"), "raft", cluster.raft("n3"), "http", cluster.http("n3"));
        for (var port : ports.entrySet()) {
            for (var stranger : strangers.entrySet()) {
                long before = refused(port.getKey());
                stranger.getValue().at(port.getValue());
                await(stranger.getKey() + " at " + port.getKey()).until(() -> refused(port.getKey()) == before + 1);
            }
        }
    }

    @Test
    void whoShowsNoCertificate() throws Exception {
        for (String port : List.of("client", "raft")) {
            long before = refused(port);
            shaking(Intruder.anonymous()).at(port.equals("raft") ? cluster.raft("n3") : cluster.client("n3"));
            await(port).until(() -> refused(port) == before + 1);
        }
        for (String path : Rules.routes()) {
            long before = refused("http");
            int status = Intruder.anonymous().get(cluster.http("n3"), path).statusCode();
            assertThat(status).as(path).isEqualTo(Rules.isForStrangers(path) ? 200 : 403);
            await(path).until(() -> refused("http") == before + (status == 403 ? 1 : 0));
        }
    }

    private static long refused(String port) throws IOException {
        return count(
                "n3", Map.of("action", "connection", "outcome", "UNAUTHENTICATED", "port", port, "from", "127.0.0.1"));
    }

    /** In TLS 1.3 the client's handshake is over before the other side has judged its certificate. */
    private static Attempt shaking(Intruder who, String... protocols) {
        return port -> {
            try (Socket socket = who.connected(port, protocols)) {
                socket.getOutputStream().write(1);
                socket.getInputStream().read();
            } catch (IOException refused) {
                assertThat(refused).isNotInstanceOf(java.net.ConnectException.class);
            }
        };
    }

    private static void speakPlainly(InetSocketAddress port) throws IOException {
        try (var socket = new Socket(port.getAddress(), port.getPort())) {
            socket.getOutputStream().write("GET /metrics HTTP/1.1\r\n\r\n".getBytes());
            socket.getInputStream().readAllBytes();
        } catch (java.net.SocketException closed) {
            assertThat(closed).isNotInstanceOf(java.net.ConnectException.class);
        }
    }
}
