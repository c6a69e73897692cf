package io.arbiter.server.access;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import io.arbiter.internal.v1.BootstrapGrpc;
import io.arbiter.internal.v1.IntroduceRequest;
import io.arbiter.internal.v1.PeerGrpc;
import io.arbiter.internal.v1.ReadIndexRequest;
import io.arbiter.server.testing.Requests;
import io.arbiter.server.tls.Intruder;
import io.arbiter.server.tls.TlsCluster;
import io.arbiter.testsupport.tls.TestAuthority;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.Call;
import io.arbiter.v1.Grant;
import io.arbiter.v1.OpenSessionRequest;
import io.arbiter.v1.Reply;
import io.arbiter.v1.SaveSnapshotRequest;
import io.arbiter.v1.SaveSnapshotResponse;
import io.arbiter.v1.StatusRequest;
import io.arbiter.v1.WatchRequest;
import io.arbiter.v1.WatchResponse;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ClientCalls;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every kind of call, every other method and every HTTP route, tried by each kind of caller on nodes of a cluster with
 * certificates. To rewrite the page: {@code -Darbiter.docs=write}.
 */
class MatrixTest {
    private static final Path PAGE = Path.of("..", "docs", "authorization-matrix.md");
    private static final String ROOT = "spiffe://arbiter/";
    private static final String RESOURCE = "orders/1";

    @TempDir
    private static Path directory;

    private final TestAuthority authority = new TestAuthority("authority");
    private final Map<String, Map<String, String>> rows = new LinkedHashMap<>();

    @Test
    void whoMayCallWhat() throws Exception {
        try (var cluster = new TlsCluster(directory, authority)) {
            Person right = person(cluster, "region/us-east/sidecar/right");
            bindEveryone(cluster, right);
            long session = right.at("n1").openSession(lasting("right")).getSessionId();
            long token = right.at("n1")
                    .acquire(Requests.acquire(RESOURCE, session))
                    .getLease()
                    .getToken();
            long keeper = right.at("n1").openSession(lasting("keeper")).getSessionId();
            right.at("n1").acquire(Requests.acquire("stock/1", keeper));
            var samples = new SampleCalls(RESOURCE, session, token);
            for (Map.Entry<String, Person> column : columns(cluster, right).entrySet()) {
                try (Person caller = column.getValue()) {
                    samples.all().forEach((kind, call) -> add(kind.name(), column.getKey(), call(caller, call)));
                    methods(column.getKey(), caller);
                    routes(column.getKey(), caller, cluster);
                }
            }
        }
        assertThat(rows)
                .containsKeys(
                        Rules.routes().stream().map(path -> "HTTP " + path).toArray(String[]::new));
        assertThat(rows).containsKeys(RulesTest.guarded().toArray(String[]::new));
        if ("write".equals(System.getProperty("arbiter.docs"))) {
            Files.writeString(PAGE, MatrixPage.of(rows));
        }
        assertThat(Files.readString(PAGE)).isEqualTo(MatrixPage.of(rows));
    }

    /** On a busy machine the whole table takes more than a minute, and whose session has ended is anybody's. */
    private static OpenSessionRequest lasting(String client) {
        return Requests.openSession(client).toBuilder().setTtlMillis(3_600_000).build();
    }

    private void bindEveryone(TlsCluster cluster, Person right) {
        try (Person ann = person(cluster, "operator/ann")) {
            var all = Grant.newBuilder().addAllPermissions(Person.everyPermission());
            ann.putRole("everything", all.build());
            ann.putRole("everything-in-us-east", all.addRegions("us-east").build());
            ann.bind(right.identity(), "everything", "");
            ann.bind(ROOT + "region/us-west/sidecar/west", "everything-in-us-east", "");
            ann.bind(ROOT + "region/us-east/viewer/eve", "viewer", "");
            ann.bind(ROOT + "region/us-east/sidecar/former", "everything", "");
            ann.enable();
            ann.unbind(ROOT + "region/us-east/sidecar/former", "everything", "");
        }
    }

    private Map<String, Person> columns(TlsCluster cluster, Person right) {
        Instant now = Instant.now();
        var columns = new LinkedHashMap<String, Person>();
        columns.put("none", new Person(Intruder.anonymous(), "", cluster));
        columns.put("other authority", Person.of(new TestAuthority("other"), right.identity(), cluster));
        columns.put(
                "expired",
                new Person(
                        Intruder.showing(authority.issue(
                                now.minus(Duration.ofDays(1)), now.minus(Duration.ofHours(1)), right.identity())),
                        right.identity(),
                        cluster));
        columns.put("revoked", person(cluster, "region/us-east/sidecar/former"));
        columns.put("other region", person(cluster, "region/us-west/sidecar/west"));
        columns.put("viewer", person(cluster, "region/us-east/viewer/eve"));
        columns.put("node", Person.of(authority, TlsCluster.id("n2"), cluster));
        columns.put("right", right);
        return columns;
    }

    private Person person(TlsCluster cluster, String path) {
        return Person.of(authority, ROOT + path, cluster);
    }

    private void add(String row, String column, String cell) {
        rows.computeIfAbsent(row, r -> new LinkedHashMap<>()).put(column, cell);
    }

    /** By stream at one node and by its method at another, of which at least one forwards: with the same result. */
    private static String call(Person caller, Call.Builder call) {
        Reply reply = caller.call("n2", call);
        String streamed = reply.hasError() ? ofStatus(reply) : ofRows(reply);
        String unary = outcome(() -> unary(caller.channel("n3"), call.build()));
        assertThat(unary).isEqualTo(streamed.equals("nothing shown") ? "allowed" : streamed);
        return streamed;
    }

    private static String ofStatus(Reply reply) {
        if (reply.getError().getDetailsCount() == 0) {
            return "no connection";
        }
        return Requests.info(reply.getError()).getReason().equals("PERMISSION_DENIED") ? "denied" : "allowed";
    }

    private static String ofRows(Reply reply) {
        boolean empty = reply.hasListLeases() && reply.getListLeases().getRowsCount() == 0
                || reply.hasListSessions() && reply.getListSessions().getSessionsCount() == 0;
        return empty ? "nothing shown" : "allowed";
    }

    private static Object unary(ManagedChannel channel, Call call) {
        var field = Call.getDescriptor().findFieldByNumber(call.getRequestCase().getNumber());
        var request = (Message) call.getField(field);
        return ArbiterGrpc.getServiceDescriptor().getMethods().stream()
                .filter(method -> method.getType() == MethodDescriptor.MethodType.UNARY
                        && method.getFullMethodName()
                                .endsWith("/"
                                        + request.getDescriptorForType()
                                                .getName()
                                                .replaceAll("Request$", "")))
                .findFirst()
                .map(method -> ask(channel, method, request))
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static Object ask(ManagedChannel channel, MethodDescriptor<?, ?> method, Message request) {
        return ClientCalls.blockingUnaryCall(
                channel,
                (MethodDescriptor<Message, Message>) method,
                CallOptions.DEFAULT.withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS),
                request);
    }

    private void methods(String column, Person caller) {
        ManagedChannel channel = caller.channel("n1");
        add("arbiter.v1.Arbiter/Watch", column, outcome(() -> watched(caller)));
        add("arbiter.v1.Arbiter/SaveSnapshot", column, outcome(() -> saved(caller)));
        add(
                "arbiter.v1.Arbiter/Status",
                column,
                outcome(() -> caller.at("n1").status(StatusRequest.getDefaultInstance())));
        add(
                "arbiter.internal.v1.Peer/ReadIndex",
                column,
                outcome(() -> PeerGrpc.newBlockingStub(channel)
                        .readIndex(ReadIndexRequest.newBuilder().setNode("n2").build())));
        add(
                "arbiter.internal.v1.Bootstrap/Introduce",
                column,
                outcome(() -> BootstrapGrpc.newBlockingStub(channel).introduce(IntroduceRequest.getDefaultInstance())));
        add(
                "grpc.health.v1.Health/Check",
                column,
                outcome(() -> HealthGrpc.newBlockingStub(channel).check(HealthCheckRequest.getDefaultInstance())));
    }

    private static WatchResponse watched(Person caller) {
        Iterator<WatchResponse> answers = caller.at("n1")
                .watch(WatchRequest.newBuilder().setFromRevision(1).build());
        return answers.next();
    }

    /** To its end: the node sends one at a time. */
    private static SaveSnapshotResponse saved(Person caller) {
        Iterator<SaveSnapshotResponse> parts = caller.at("n1").saveSnapshot(SaveSnapshotRequest.getDefaultInstance());
        SaveSnapshotResponse last = parts.next();
        while (parts.hasNext()) {
            last = parts.next();
        }
        return last;
    }

    private static String outcome(Supplier<?> call) {
        try {
            call.get();
            return "allowed";
        } catch (StatusRuntimeException refused) {
            return switch (refused.getStatus().getCode()) {
                case PERMISSION_DENIED -> "denied";
                case UNAVAILABLE -> refused.getTrailers() == null || !hasReason(refused) ? "no connection" : "allowed";
                default -> "allowed";
            };
        }
    }

    private static boolean hasReason(StatusRuntimeException refused) {
        return io.grpc.protobuf.StatusProto.fromThrowable(refused).getDetailsCount() > 0;
    }

    private void routes(String column, Person caller, TlsCluster cluster) throws IOException, InterruptedException {
        for (String path : new String[] {"/healthz", "/readyz", "/metrics"}) {
            add("HTTP " + path, column, route(caller, cluster, path));
        }
    }

    private static String route(Person caller, TlsCluster cluster, String path) throws InterruptedException {
        try {
            int status = caller.certificate().get(cluster.http("n1"), path).statusCode();
            return status == 403 ? "denied" : "allowed";
        } catch (IOException refused) {
            return "no connection";
        }
    }
}
