package io.arbiter.server.access;

import static io.arbiter.server.testing.Requests.acquire;
import static io.arbiter.server.testing.Requests.await;
import static io.arbiter.server.tls.TlsCluster.NODES;
import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.server.testing.Requests;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.CanIRequest;
import io.arbiter.v1.Event;
import io.arbiter.v1.ListLeasesRequest;
import io.arbiter.v1.ListSessionsRequest;
import io.arbiter.v1.Permission;
import io.arbiter.v1.WatchRequest;
import io.arbiter.v1.WatchResponse;
import io.arbiter.v1.WhoAmIRequest;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Lists, watches and questions about oneself show what may be seen. */
class VisibilityTest extends AuthorizedCluster {
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
}
