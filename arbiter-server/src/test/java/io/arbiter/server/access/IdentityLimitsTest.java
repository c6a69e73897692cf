package io.arbiter.server.access;

import static io.arbiter.server.access.Person.refusal;
import static io.arbiter.server.testing.Requests.acquire;
import static io.arbiter.server.testing.Requests.info;
import static io.arbiter.server.testing.Requests.openSession;
import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.arbiter.server.testing.Requests;
import io.arbiter.server.tls.TlsCluster;
import io.arbiter.testsupport.tls.TestAuthority;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.Call;
import io.arbiter.v1.CallBatch;
import io.arbiter.v1.GetLeaseRequest;
import io.arbiter.v1.OpenSessionRequest;
import io.arbiter.v1.RenewSessionRequest;
import io.arbiter.v1.ReplyBatch;
import io.arbiter.v1.StatusRequest;
import io.arbiter.v1.WatchRequest;
import io.arbiter.v1.WatchResponse;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What one identity may use, on three nodes with small limits; each test has an identity of its own. */
class IdentityLimitsTest {
    private static final TestAuthority AUTHORITY = new TestAuthority("authority");

    @TempDir
    private static Path directory;

    private static TlsCluster cluster;
    private final List<Person> people = new ArrayList<>();

    @BeforeAll
    static void start() throws IOException {
        cluster = new TlsCluster(
                directory,
                AUTHORITY,
                List.of(
                        "limits.identity.connections=3",
                        "limits.identity.streams=2",
                        "limits.identity.watches=2",
                        "limits.identity.sessions=3",
                        "limits.identity.leases=5",
                        "limits.identity.calls=4",
                        "limits.identity.requests-per-second=20"));
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void leave() {
        people.forEach(Person::close);
    }

    private Person person(String name) {
        Person person = Person.of(AUTHORITY, "spiffe://arbiter/region/us-east/sidecar/" + name, cluster);
        people.add(person);
        return person;
    }

    private static OpenSessionRequest lasting(String client, int minutes) {
        return openSession(client).toBuilder().setTtlMillis(minutes * 60_000L).build();
    }

    private static String limit(Throwable refused) {
        return info(refused).getMetadataOrThrow("limit");
    }

    /** Answers of a stream: batches, or the failure that ended it. */
    private static final class Answers<T> implements StreamObserver<T> {
        final BlockingQueue<Object> all = new LinkedBlockingQueue<>();

        @Override
        public void onNext(T answer) {
            all.add(answer);
        }

        @Override
        public void onError(Throwable failure) {
            all.add(failure);
        }

        @Override
        public void onCompleted() {
            all.add("completed");
        }

        Object next() throws InterruptedException {
            return all.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        }
    }

    @Test
    void connections() {
        Person many = person("connections");
        for (int i = 0; i < 3; i++) {
            many.at("n1").status(StatusRequest.getDefaultInstance());
        }
        ManagedChannel fourth = many.channel("n1");
        StatusRuntimeException refused = assertThrows(
                StatusRuntimeException.class,
                () -> ArbiterGrpc.newBlockingStub(fourth).status(StatusRequest.getDefaultInstance()));
        assertThat(limit(refused)).isEqualTo("identity_connections");
        assertThat(refused).hasMessageContaining("expected at most 3");
        many.at("n2").status(StatusRequest.getDefaultInstance());
        person("connections-of-another").at("n1").status(StatusRequest.getDefaultInstance());

        // The refused connection is closed; once the others are gone there is room again.
        many.close();
        Person again = person("connections");
        await().atMost(PATIENCE)
                .until(() -> refusal(() -> again.at("n1").status(StatusRequest.getDefaultInstance()))
                        .isEmpty());
    }

    @Test
    void commandStreams() throws InterruptedException {
        Person many = person("streams");
        ManagedChannel channel = many.channel("n1");
        List<Answers<ReplyBatch>> streams = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            var answers = new Answers<ReplyBatch>();
            streams.add(answers);
            var calls = ArbiterGrpc.newStub(channel).calls(answers);
            calls.onNext(CallBatch.newBuilder()
                    .addCalls(Call.newBuilder()
                            .setId(1)
                            .setTimeoutMillis(PATIENCE.toMillis())
                            .setGetLease(GetLeaseRequest.newBuilder().setResource("r")))
                    .build());
            if (i < 2) {
                assertThat(answers.next()).isInstanceOf(ReplyBatch.class);
            }
        }
        Object refused = streams.get(2).next();
        assertThat(refused).isInstanceOf(StatusRuntimeException.class);
        assertThat(limit((Throwable) refused)).isEqualTo("identity_streams");
    }

    @Test
    void watches() throws InterruptedException {
        Person many = person("watches");
        var stub = ArbiterGrpc.newStub(many.channel("n1"));
        for (int i = 0; i < 2; i++) {
            var answers = new Answers<WatchResponse>();
            stub.watch(WatchRequest.getDefaultInstance(), answers);
            assertThat(answers.next()).as("progress").isInstanceOf(WatchResponse.class);
        }
        var third = new Answers<WatchResponse>();
        stub.watch(WatchRequest.getDefaultInstance(), third);
        Object refused = third.next();
        assertThat(refused).isInstanceOf(StatusRuntimeException.class);
        assertThat(limit((Throwable) refused)).isEqualTo("identity_watches");
    }

    @Test
    void sessionsAndLeasesAreBoundedAtWhicheverNode() {
        Person many = person("sessions");
        List<Long> sessions = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            sessions.add(many.at(TlsCluster.NODES.get(i))
                    .openSession(openSession("client-" + i))
                    .getSessionId());
        }
        many.close();
        Person later = person("sessions");
        var node = later.at("n2");
        StatusRuntimeException refused =
                assertThrows(StatusRuntimeException.class, () -> node.openSession(openSession("client-4")));
        assertThat(limit(refused)).isEqualTo("identity_sessions");
        for (int i = 0; i < 5; i++) {
            node.acquire(acquire("limited/" + i, sessions.get(i % 3)));
        }
        refused = assertThrows(StatusRuntimeException.class, () -> node.acquire(acquire("limited/5", sessions.get(0))));
        assertThat(limit(refused)).isEqualTo("identity_leases");
    }

    /** Waits, here: others go on, and the waiting identity's own sessions are renewed (S7). */
    @Test
    void callsUnderWay() throws InterruptedException {
        var holder = person("holder").at("n1");
        long held = holder.openSession(lasting("holder", 60)).getSessionId();
        Person many = person("calls");
        ManagedChannel channel = many.channel("n1");
        var node = ArbiterGrpc.newBlockingStub(channel);
        // Due after an eighth of its time; the rest is for a slow machine.
        long session = node.openSession(lasting("calls", 1)).getSessionId();
        var answers = new Answers<ReplyBatch>();
        var calls = ArbiterGrpc.newStub(channel).calls(answers);
        for (int id = 1; id <= 4; id++) {
            holder.acquire(acquire("wanted/" + id, held));
            calls.onNext(CallBatch.newBuilder()
                    .addCalls(Call.newBuilder()
                            .setId(id)
                            .setTimeoutMillis(PATIENCE.toMillis())
                            .setAcquire(Requests.await("wanted/" + id, session)))
                    .build());
        }
        var read = GetLeaseRequest.newBuilder().setResource("wanted/1").build();
        await().untilAsserted(() -> assertThat(
                        limit(assertThrows(StatusRuntimeException.class, () -> node.getLease(read))))
                .isEqualTo("identity_calls"));
        holder.getLease(read);
        many.at("n2").getLease(read);
        var renewal = RenewSessionRequest.newBuilder().setSessionId(session).build();
        await().untilAsserted(() ->
                assertThat(refusal(() -> node.renewSession(renewal))).isEmpty());
        calls.onCompleted();
    }

    /** S7: whatever else its identity asks, a session that is due is renewed; and no more often than it needs. */
    @Test
    @Timeout(value = 3, unit = TimeUnit.MINUTES)
    void aFloodOfRequestsDoesNotStarveRenewals() throws InterruptedException {
        Person noisy = person("noisy");
        var node = noisy.at("n1");
        long session = node.openSession(
                        openSession("noisy").toBuilder().setTtlMillis(8_000).build())
                .getSessionId();
        long token = node.acquire(acquire("noisy/1", session)).getLease().getToken();
        var answers = new Answers<ReplyBatch>();
        var calls = ArbiterGrpc.newStub(noisy.channel("n1")).calls(answers);
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(18); // more than two TTLs
        int limited = 0;
        int renewalsLimited = 0;
        for (int id = 1; System.nanoTime() < until || limited == 0 || renewalsLimited == 0; id++) {
            boolean renewal = id % 10 == 0;
            Call.Builder call = Call.newBuilder().setId(id).setTimeoutMillis(PATIENCE.toMillis());
            if (renewal) {
                call.setRenewSession(RenewSessionRequest.newBuilder().setSessionId(session));
            } else {
                call.setGetLease(GetLeaseRequest.newBuilder().setResource("noisy/1"));
            }
            calls.onNext(CallBatch.newBuilder().addCalls(call).build());
            var reply = ((ReplyBatch) answers.next()).getReplies(0);
            if (reply.hasError()) {
                assertThat(info(reply.getError()).getMetadataOrThrow("limit"))
                        .isEqualTo("identity_requests_per_second");
                limited++;
                renewalsLimited += renewal ? 1 : 0;
            }
        }
        calls.onCompleted();
        var request = GetLeaseRequest.newBuilder().setResource("noisy/1").build();
        await().atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(StatusRuntimeException.class)
                .untilAsserted(() -> assertThat(node.withDeadlineAfter(1, TimeUnit.MINUTES)
                                .getLease(request)
                                .getLease()
                                .getToken())
                        .isEqualTo(token));
    }
}
