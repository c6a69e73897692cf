package io.arbiter.server.tls;

import static io.arbiter.server.testing.Requests.acquire;
import static io.arbiter.server.testing.Requests.openSession;
import static io.arbiter.server.tls.TlsCluster.NODES;
import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arbiter.internal.v1.BootstrapGrpc;
import io.arbiter.internal.v1.IntroduceRequest;
import io.arbiter.internal.v1.PeerGrpc;
import io.arbiter.internal.v1.ReadIndexRequest;
import io.arbiter.server.raft.tcp.wire.VoteSample;
import io.arbiter.server.testing.Requests;
import io.arbiter.testsupport.tls.IssuedCertificate;
import io.arbiter.testsupport.tls.TestAuthority;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.NodeStatus;
import io.arbiter.v1.StatusRequest;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three nodes with certificates: who is answered on which port. */
class TlsClusterTest {
    private static final String CLIENT = "spiffe://arbiter/region/us-east/sidecar/orders";
    private static final TestAuthority AUTHORITY = new TestAuthority("authority");

    @TempDir
    private static Path directory;

    private static TlsCluster cluster;

    @BeforeAll
    static void start() throws IOException {
        cluster = new TlsCluster(directory, AUTHORITY);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    private static Intruder client() {
        return Intruder.showing(AUTHORITY.issue(CLIENT));
    }

    private static Intruder node(String node) {
        return Intruder.showing(AUTHORITY.issue(TlsCluster.id(node)));
    }

    private static <T> T with(Intruder who, String node, Function<ManagedChannel, T> call) {
        ManagedChannel channel = who.channel(cluster.client(node));
        try {
            return call.apply(channel);
        } finally {
            channel.shutdownNow();
        }
    }

    private static ArbiterGrpc.ArbiterBlockingStub calls(ManagedChannel channel) {
        return ArbiterGrpc.newBlockingStub(channel).withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static StatusRuntimeException refusal(Intruder who, String node, Consumer<ManagedChannel> call) {
        return catchThrowableOfType(
                StatusRuntimeException.class,
                () -> with(who, node, channel -> {
                    call.accept(channel);
                    return null;
                }));
    }

    @Test
    void leasesAreGrantedThroughEveryNode() {
        for (String node : NODES) {
            with(client(), node, channel -> {
                long session =
                        calls(channel).openSession(openSession("by-" + node)).getSessionId();
                return assertThat(calls(channel)
                                .acquire(acquire("by-" + node, session))
                                .getLease()
                                .getToken())
                        .isPositive();
            });
        }
    }

    /** The nodes ask each other, over TLS. */
    @Test
    void statusShowsWhenEachCertificateExpires() {
        List<NodeStatus> nodes = with(
                client(),
                "n1",
                channel -> calls(channel)
                        .status(StatusRequest.getDefaultInstance())
                        .getNodesList());
        assertThat(nodes).hasSize(3).allSatisfy(node -> {
            assertThat(node.getReachable()).as(node.getProblem()).isTrue();
            assertThat(node.getPlaintext()).isFalse();
            assertThat(Instant.ofEpochMilli(node.getCertificateNotAfterMillis()))
                    .isAfter(Instant.now());
        });
    }

    @Test
    void withoutACertificateOnlyHealthzAnswers() throws Exception {
        Intruder anonymous = Intruder.anonymous();
        assertThat(anonymous.isAnsweredAsNode(cluster.raft("n1"), "n2", "n1")).isFalse();
        assertThat(refusal(anonymous, "n1", channel -> calls(channel).status(StatusRequest.getDefaultInstance()))
                        .getStatus()
                        .getCode())
                .isEqualTo(Status.Code.UNAVAILABLE);
        assertThat(anonymous.get(cluster.http("n1"), "/healthz").statusCode()).isEqualTo(200);
        for (String path : List.of("/readyz", "/metrics", "/", "/healthz/", "/healthz/../metrics")) {
            var answer = anonymous.get(cluster.http("n1"), path);
            assertThat(answer.statusCode()).as(path).isEqualTo(403);
            assertThat(answer.body()).contains("expected a client certificate");
        }
    }

    @Test
    void metricsAnswerAClient() throws Exception {
        assertThat(client().get(cluster.http("n1"), "/metrics").body())
                .contains("arbiter_tls_insecure 0.0", "arbiter_tls_certificate_not_after_seconds ");
    }

    @Test
    void plaintextIsNotAnswered() throws Exception {
        try (var socket =
                new Socket(cluster.raft("n1").getAddress(), cluster.raft("n1").getPort())) {
            assertThatThrownBy(() -> VoteSample.ask(socket, "n2", "n1")).isInstanceOf(IOException.class);
        }
        ManagedChannel plain = NettyChannelBuilder.forAddress(cluster.client("n1"))
                .usePlaintext()
                .build();
        assertThatThrownBy(() -> calls(plain).status(StatusRequest.getDefaultInstance()))
                .hasMessageContaining("UNAVAILABLE");
        plain.shutdownNow();
        try (var socket =
                new Socket(cluster.http("n1").getAddress(), cluster.http("n1").getPort())) {
            socket.getOutputStream().write("GET /healthz HTTP/1.0\r\n\r\n".getBytes());
            assertThat(new String(socket.getInputStream().readAllBytes())).doesNotContain("alive");
        }
    }

    @Test
    void tls12IsRefusedOnEveryPort() {
        for (InetSocketAddress port : List.of(cluster.raft("n1"), cluster.client("n1"), cluster.http("n1"))) {
            assertThatThrownBy(() -> client().connected(port, "TLSv1.2")).isInstanceOf(IOException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spiffe://other/region/us-west/node/n2",
                "spiffe://arbiter/region/eu-central/node/n2",
                "spiffe://arbiter/node/n2",
                "spiffe://arbiter/region/us-west/node/n3",
                CLIENT
            })
    void whoIsNotThatNodeDoesNotSpeakAsIt(String id) {
        Intruder other = Intruder.showing(AUTHORITY.issue(id));
        assertThat(other.isAnsweredAsNode(cluster.raft("n1"), "n2", "n1")).isFalse();
        assertThat(node("n2").isAnsweredAsNode(cluster.raft("n1"), "n2", "n1")).isTrue();
    }

    @Test
    void certificatesThatAreNotTrustedOrOutOfTimeAreRefusedOnEveryPort() {
        for (IssuedCertificate wrong : List.of(
                new TestAuthority("other").issue(TlsCluster.id("n2")),
                AUTHORITY.issue(Instant.EPOCH, Instant.now().minusSeconds(60), TlsCluster.id("n2")),
                AUTHORITY.issue(
                        Instant.now().plusSeconds(3_600), Instant.now().plusSeconds(7_200), TlsCluster.id("n2")),
                AUTHORITY.issue(),
                AUTHORITY.issue(TlsCluster.id("n2"), CLIENT))) {
            Intruder intruder = Intruder.showing(wrong);
            assertThat(intruder.isAnsweredAsNode(cluster.raft("n1"), "n2", "n1"))
                    .isFalse();
            assertThat(refusal(intruder, "n1", channel -> calls(channel).status(StatusRequest.getDefaultInstance()))
                            .getStatus()
                            .getCode())
                    .isEqualTo(Status.Code.UNAVAILABLE);
            assertThatThrownBy(() -> intruder.get(cluster.http("n1"), "/healthz"))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void theNodesOwnServicesAnswerNodesAlone() {
        Consumer<ManagedChannel> introduce =
                channel -> BootstrapGrpc.newBlockingStub(channel).introduce(IntroduceRequest.getDefaultInstance());
        Consumer<ManagedChannel> readIndex =
                channel -> PeerGrpc.newBlockingStub(channel).readIndex(readIndexOf("n2"));
        for (Consumer<ManagedChannel> call : List.of(introduce, readIndex)) {
            StatusRuntimeException refused = refusal(client(), "n1", call);
            assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
            assertThat(Requests.reason(refused)).isEqualTo("PERMISSION_DENIED");
            assertThat(Requests.info(refused).getMetadataMap()).containsEntry("identity", CLIENT);
        }
        assertThat(refusal(node("n2"), "n1", introduce)).isNull();
    }

    private static ReadIndexRequest readIndexOf(String node) {
        return ReadIndexRequest.newBuilder().setNode(node).setTerm(1).build();
    }

    /** A node that could confirm terms for another would make a majority alone. */
    @Test
    void aNodeConfirmsTermsAsItselfAlone() {
        StatusRuntimeException refused = refusal(
                node("n2"), "n1", channel -> PeerGrpc.newBlockingStub(channel).readIndex(readIndexOf("n3")));
        assertThat(refused.getStatus().getCode()).isEqualTo(Status.Code.PERMISSION_DENIED);
        assertThat(refused).hasMessageContaining("may not confirm terms as the node n3");
    }

    @Test
    void aClientForwardsNothing() {
        assertThat(with(client(), "n1", ForwardedSample::send)).isEqualTo("PERMISSION_DENIED");
        assertThat(with(node("n2"), "n1", ForwardedSample::send)).isNotEqualTo("PERMISSION_DENIED");
    }
}
