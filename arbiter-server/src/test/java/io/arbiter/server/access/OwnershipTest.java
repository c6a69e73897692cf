package io.arbiter.server.access;

import static io.arbiter.server.access.Person.refusal;
import static io.arbiter.server.testing.Requests.acquire;
import static io.arbiter.server.testing.Requests.openSession;
import static io.arbiter.server.tls.TlsCluster.NODES;
import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.server.testing.Requests;
import io.arbiter.server.tls.TlsCluster;
import io.arbiter.v1.Call;
import io.arbiter.v1.OpenSessionRequest;
import io.arbiter.v1.Reply;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A session is its opener's alone, and nobody acts for another. */
class OwnershipTest extends AuthorizedCluster {
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
}
