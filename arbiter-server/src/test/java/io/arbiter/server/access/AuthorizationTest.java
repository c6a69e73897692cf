package io.arbiter.server.access;

import static io.arbiter.server.access.Person.refusal;
import static io.arbiter.server.testing.Requests.acquire;
import static io.arbiter.server.testing.Requests.await;
import static io.arbiter.server.testing.Requests.openSession;
import static io.arbiter.server.testing.Requests.release;
import static io.arbiter.server.tls.TlsCluster.NODES;
import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.server.testing.Requests;
import io.arbiter.server.tls.TlsCluster;
import io.arbiter.testsupport.tls.TestAuthority;
import io.arbiter.v1.AcquireResponse;
import io.arbiter.v1.AcquireStep;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.Call;
import io.arbiter.v1.CanIRequest;
import io.arbiter.v1.ChangePoliciesRequest;
import io.arbiter.v1.CommitStepsRequest;
import io.arbiter.v1.Event;
import io.arbiter.v1.GetLeaseRequest;
import io.arbiter.v1.GetPoliciesRequest;
import io.arbiter.v1.Grant;
import io.arbiter.v1.ListLeasesRequest;
import io.arbiter.v1.ListSessionsRequest;
import io.arbiter.v1.OpenSessionRequest;
import io.arbiter.v1.Permission;
import io.arbiter.v1.Policy;
import io.arbiter.v1.PreviewPoliciesRequest;
import io.arbiter.v1.PutRecordStep;
import io.arbiter.v1.ReleaseStep;
import io.arbiter.v1.RenewSessionRequest;
import io.arbiter.v1.Reply;
import io.arbiter.v1.Step;
import io.arbiter.v1.WatchRequest;
import io.arbiter.v1.WatchResponse;
import io.arbiter.v1.WhoAmIRequest;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On three nodes with certificates; each test has resources and people of its own. */
class AuthorizationTest {
    private static final String DENIED = "PERMISSION_DENIED";
    private static final TestAuthority AUTHORITY = new TestAuthority("authority");
    private static final AtomicInteger TESTS = new AtomicInteger();

    @TempDir
    private static Path directory;

    private static TlsCluster cluster;

    private final String own = "t" + TESTS.incrementAndGet();
    private final String orders = own + "/orders";
    private final Person ann = Person.of(AUTHORITY, "spiffe://arbiter/operator/ann", cluster);
    private final Person east = Person.of(AUTHORITY, "spiffe://arbiter/region/us-east/sidecar/" + own, cluster);
    private final Person other = Person.of(AUTHORITY, "spiffe://arbiter/region/us-east/sidecar/x" + own, cluster);
    private final Person west = Person.of(AUTHORITY, "spiffe://arbiter/region/us-west/sidecar/" + own, cluster);

    @BeforeAll
    static void start() throws IOException {
        cluster = new TlsCluster(directory, AUTHORITY);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @BeforeEach
    void enable() {
        ann.bind(east.identity(), "sidecar", own);
        ann.bind(other.identity(), "sidecar", own);
        ann.enable();
    }

    @AfterEach
    void disconnect() {
        List.of(ann, east, other, west).forEach(Person::close);
    }

    /** Before it is enabled, a certificate for the role of operator is asked for; afterwards a binding is. */
    @Test
    void thereIsNoWindowInWhichEveryoneIsAdministrator() {
        var bob = Person.of(AUTHORITY, "spiffe://arbiter/operator/bob" + own, cluster);
        assertThat(refusal(() -> nothingOf(bob::enable))).isEqualTo(DENIED);
        assertThat(refusal(() -> nothingOf(() -> bob.bind(bob.identity(), "administrator", ""))))
                .isEqualTo(DENIED);
        ann.disable();
        for (Person person : List.of(east, west)) {
            assertThat(refusal(() -> nothingOf(person::enable))).isEqualTo(DENIED);
            assertThat(refusal(() -> nothingOf(() -> person.bind(person.identity(), "administrator", ""))))
                    .isEqualTo(DENIED);
        }
        bob.close();
    }

    private static Object nothingOf(Runnable action) {
        action.run();
        return "";
    }

    @Test
    void aRegionNeverActsForAnother() {
        ann.bind(west.identity(), "sidecar", "");
        var forWest = openSession(own).toBuilder().setRegion("us-west").build();
        for (String node : NODES) {
            assertThat(refusal(() -> west.at(node).openSession(openSession(own))))
                    .isEqualTo(DENIED);
            assertThat(refusal(() -> east.at(node).openSession(forWest))).isEqualTo(DENIED);
        }
        ann.disable();
        assertThat(refusal(() -> west.at("n1").openSession(openSession(own))))
                .as("also while nothing else is denied")
                .isEqualTo(DENIED);
        assertThat(west.at("n1").openSession(forWest).getSessionId()).isPositive();
    }

    @Test
    void aSessionIsItsOwnersAtEveryNode() {
        long session = open(east);
        for (String node : NODES) {
            assertThat(refusal(() -> other.at(node).renewSession(renewal(session))))
                    .isEqualTo(DENIED);
            assertThat(refusal(() -> other.at(node).acquire(acquire(orders, session))))
                    .isEqualTo(DENIED);
            assertThat(refusal(() -> other.at(node).renewSession(renewal(session + 1_000_000))))
                    .isEqualTo("SESSION_UNKNOWN");
            assertThat(east.at(node).renewSession(renewal(session)).getSessionId())
                    .isEqualTo(session);
        }
    }

    /** The same client id, incarnation and a higher generation: of another owner it is another client. */
    @Test
    void aClientIdOpensNoOthersSession() {
        OpenSessionRequest request =
                openSession(own).toBuilder().setGeneration(1).build();
        long session = east.at("n1").openSession(request).getSessionId();
        assertThat(other.at("n2").openSession(request).getSessionId()).isNotEqualTo(session);
        assertThat(other.at("n3")
                        .openSession(request.toBuilder()
                                .setIncarnation("next")
                                .setGeneration(2)
                                .build())
                        .getSessionId())
                .isNotEqualTo(session);
        assertThat(east.at("n2").openSession(request).getSessionId()).isEqualTo(session);
    }

    @Test
    void onlyANodeSaysForWhomItCalls() {
        long session = open(east);
        for (String node : NODES) {
            for (boolean forwarded : List.of(true, false)) {
                var call = Call.newBuilder().setForwarded(forwarded).setCaller(east.identity());
                call.getCloseSessionBuilder().setSessionId(session);
                assertThat(reason(other.call(node, call))).isEqualTo(DENIED);
            }
        }
        try (var node = Person.of(AUTHORITY, TlsCluster.id("n2"), cluster)) {
            var call = Call.newBuilder().setCaller(east.identity());
            call.getCloseSessionBuilder().setSessionId(session);
            assertThat(reason(node.call("n1", call))).as("not forwarded").isEqualTo(DENIED);
        }
        assertThat(east.at("n1").renewSession(renewal(session)).getSessionId()).isEqualTo(session);
    }

    private static String reason(Reply reply) {
        return Requests.info(reply.getError()).getReason();
    }

    @Test
    void whatWasRevokedIsDeniedAtEveryNodeAtOnce() {
        long session = open(east);
        for (String node : NODES) {
            east.at(node).acquire(acquire(orders, session));
            ann.unbind(east.identity(), "sidecar", own);
            for (String next : NODES) {
                assertThat(refusal(() -> east.at(next).acquire(acquire(orders, session))))
                        .isEqualTo(DENIED);
                assertThat(refusal(() -> east.at(next).getLease(read()))).isEqualTo(DENIED);
                assertThat(refusal(() -> east.at(next).renewSession(renewal(session))))
                        .isEqualTo(DENIED);
            }
            ann.bind(east.identity(), "sidecar", own);
        }
        long token = east.at("n1").getLease(read()).getLease().getToken();
        ann.unbind(east.identity(), "sidecar", own);
        assertThat(refusal(() -> east.at("n2").release(release(orders, session, token))))
                .as("letting go is never denied to the owner")
                .isEmpty();
    }

    private GetLeaseRequest read() {
        return GetLeaseRequest.newBuilder().setResource(orders).build();
    }

    @Test
    void eachStepNeedsThePermissionOfItsKind() {
        long session = open(east);
        ann.unbind(east.identity(), "sidecar", own);
        ann.putRole(
                "acquirer-" + own,
                Grant.newBuilder().addPermissions(Permission.PERMISSION_ACQUIRE).build());
        ann.bind(east.identity(), "acquirer-" + own, own);
        var acquire = Step.newBuilder()
                .setAcquire(AcquireStep.newBuilder().setResource(orders))
                .build();
        var put = Step.newBuilder()
                .setPutRecord(PutRecordStep.newBuilder().setResource(orders))
                .build();
        var elsewhere = Step.newBuilder()
                .setAcquire(AcquireStep.newBuilder().setResource("x" + own))
                .build();
        for (String node : NODES) {
            assertThat(refusal(() -> east.at(node).commitSteps(steps(session, acquire, put))))
                    .isEqualTo(DENIED);
            assertThat(refusal(() -> east.at(node).commitSteps(steps(session, acquire, elsewhere))))
                    .isEqualTo(DENIED);
            assertThat(refusal(() -> other.at(node).commitSteps(steps(session, acquire))))
                    .isEqualTo(DENIED);
        }
        assertThat(other.at("n1").getLease(read()).hasLease())
                .as("nothing was done")
                .isFalse();
        long token = east.at("n2")
                .commitSteps(steps(session, acquire))
                .getResults(0)
                .getAcquire()
                .getToken();
        ann.unbind(east.identity(), "acquirer-" + own, own);
        var release = Step.newBuilder()
                .setRelease(ReleaseStep.newBuilder().setResource(orders).setToken(token));
        assertThat(refusal(() -> east.at("n3")
                        .commitSteps(CommitStepsRequest.newBuilder()
                                .setSessionId(session)
                                .setNumber(2)
                                .addSteps(release)
                                .build())))
                .as("letting go is never denied to the owner")
                .isEmpty();
    }

    private static CommitStepsRequest steps(long session, Step... steps) {
        return CommitStepsRequest.newBuilder()
                .setSessionId(session)
                .setNumber(1)
                .addAllSteps(List.of(steps))
                .build();
    }

    @Test
    void eachScopeOfAChangeOfPoliciesNeedsThePermission() {
        ann.bind(ann.identity(), "operator", "");
        ann.bind(east.identity(), "operator", own);
        Policy mine = Policy.newBuilder().setScope(own + "/").build();
        Policy anothers = Policy.newBuilder().setScope("x" + own + "/").build();
        long version = ann.at("n1")
                .getPolicies(GetPoliciesRequest.getDefaultInstance())
                .getVersion();
        for (String node : NODES) {
            assertThat(refusal(() -> east.at(node).changePolicies(policies(version, mine, anothers))))
                    .isEqualTo(DENIED);
            assertThat(refusal(() -> east.at(node).changePolicies(policies(version, Policy.getDefaultInstance()))))
                    .isEqualTo(DENIED);
            assertThat(refusal(() -> east.at(node)
                            .previewPolicies(PreviewPoliciesRequest.newBuilder()
                                    .addDeletes("")
                                    .build())))
                    .isEqualTo(DENIED);
        }
        assertThat(east.at("n2").changePolicies(policies(version, mine)).getVersion())
                .isEqualTo(version + 1);
        ann.at("n3").changePolicies(policies(version + 1, anothers));
        assertThat(scopes(east)).contains(own + "/").doesNotContain("x" + own + "/");
        assertThat(scopes(ann)).contains(own + "/", "x" + own + "/");
        assertThat(refusal(() -> west.at("n1").getPolicies(GetPoliciesRequest.getDefaultInstance())))
                .as("without a role")
                .isEqualTo(DENIED);
        ann.unbind(ann.identity(), "operator", "");
    }

    private static ChangePoliciesRequest policies(long version, Policy... puts) {
        return ChangePoliciesRequest.newBuilder()
                .setExpectedVersion(version)
                .addAllPuts(List.of(puts))
                .setActor("somebody")
                .setComment("drill")
                .build();
    }

    private static List<String> scopes(Person person) {
        return person.at("n1").getPolicies(GetPoliciesRequest.getDefaultInstance()).getPoliciesList().stream()
                .map(info -> info.getPolicy().getScope())
                .toList();
    }

    @Test
    void aWaitEndsWithItsRight() throws Exception {
        long holder = open(east);
        long token = east.at("n1").acquire(acquire(orders, holder)).getLease().getToken();
        long session = open(other);
        List<CompletableFuture<String>> waits = new ArrayList<>();
        for (String node : List.of("n3")) {
            waits.add(CompletableFuture.supplyAsync(
                    () -> refusal(() -> waited(other, node, session)), task -> new Thread(task).start()));
        }
        await().atMost(PATIENCE).until(() -> east.at("n1").getLease(read()).getWaitersCount() == 1);
        ann.unbind(other.identity(), "sidecar", own);
        assertThat(waits.get(0).get(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo(DENIED);
        east.at("n1").release(release(orders, holder, token));
        assertThat(east.at("n2").getLease(read()).hasLease()).isFalse();
    }

    private AcquireResponse waited(Person person, String node, long session) {
        return person.at(node).acquire(await(orders, session));
    }

    @Test
    void listsShowWhatMayBeSeen() {
        ann.bind(other.identity(), "sidecar", own + "/mine/");
        ann.unbind(other.identity(), "sidecar", own);
        long one = open(east);
        long two = open(other);
        east.at("n1").acquire(acquire(own + "/theirs/1", one));
        other.at("n1").acquire(acquire(own + "/mine/1", two));
        for (String node : NODES) {
            assertThat(other.at(node)
                            .listLeases(ListLeasesRequest.getDefaultInstance())
                            .getRowsList())
                    .extracting(row -> row.getLease().getResource())
                    .containsExactly(own + "/mine/1");
            assertThat(other.at(node)
                            .listSessions(ListSessionsRequest.getDefaultInstance())
                            .getSessionsList())
                    .extracting(session -> session.getSessionId())
                    .containsExactly(two);
        }
    }

    @Test
    void aWatchHearsWhatItMayAndEndsWithItsRight() {
        long one = open(east);
        ann.bind(other.identity(), "viewer", own + "/mine/");
        ann.unbind(other.identity(), "sidecar", own);
        var heard = new Heard();
        ArbiterGrpc.newStub(other.channel("n2"))
                .watch(WatchRequest.newBuilder().setFromRevision(1).build(), heard);
        east.at("n1").acquire(acquire(own + "/theirs/1", one));
        east.at("n1").acquire(acquire(own + "/mine/1", one));
        await().atMost(PATIENCE).until(() -> !heard.resources().isEmpty());
        assertThat(heard.resources()).containsExactly(own + "/mine/1");
        ann.unbind(other.identity(), "viewer", own + "/mine/");
        assertThat(heard.end()).isEqualTo(DENIED);
        assertThat(heard.resources()).containsExactly(own + "/mine/1");
    }

    private static final class Heard implements StreamObserver<WatchResponse> {
        private final List<Event> events = new ArrayList<>();
        private final CompletableFuture<String> end = new CompletableFuture<>();

        synchronized List<String> resources() {
            return events.stream()
                    .map(event -> event.getLeaseGranted().getLease().getResource())
                    .toList();
        }

        String end() {
            return end.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }

        @Override
        public synchronized void onNext(WatchResponse answer) {
            events.addAll(answer.getEventsList());
        }

        @Override
        public void onError(Throwable failure) {
            end.complete(Requests.reason((StatusRuntimeException) failure));
        }

        @Override
        public void onCompleted() {
            end.complete("completed");
        }
    }

    @Test
    void everyoneIsToldWhoHeIs() {
        var who = east.at("n2").whoAmI(WhoAmIRequest.getDefaultInstance());
        assertThat(who.getIdentity()).isEqualTo(east.identity());
        assertThat(who.getRegion()).isEqualTo("us-east");
        assertThat(who.getEnabled()).isTrue();
        assertThat(who.getBindingsList())
                .extracting(binding -> binding.getRole() + " of " + binding.getPrefix())
                .containsExactly("sidecar of " + own);
        assertThat(can(east, Permission.PERMISSION_ACQUIRE, orders)).isTrue();
        assertThat(can(east, Permission.PERMISSION_ACQUIRE, "elsewhere")).isFalse();
        assertThat(can(east, Permission.PERMISSION_BREAK, orders)).isFalse();
        assertThat(can(ann, Permission.PERMISSION_AUTH, "")).isTrue();
    }

    private static boolean can(Person person, Permission permission, String resource) {
        return person.at("n3")
                .canI(CanIRequest.newBuilder()
                        .setPermission(permission)
                        .setResource(resource)
                        .build())
                .getAllowed();
    }

    private long open(Person person) {
        return person.at("n2").openSession(openSession(own)).getSessionId();
    }

    private static RenewSessionRequest renewal(long session) {
        return RenewSessionRequest.newBuilder().setSessionId(session).build();
    }
}
