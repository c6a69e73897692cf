package io.arbiter.server.service.grpc;

import static io.arbiter.server.testing.Requests.acquire;
import static io.arbiter.server.testing.Requests.openSession;
import static io.arbiter.server.testing.Requests.release;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.arbiter.server.testing.Requests;
import io.arbiter.server.testing.TestNode;
import io.arbiter.v1.LeaseInfo;
import io.arbiter.v1.RenewSessionRequest;
import io.grpc.StatusRuntimeException;
import org.junit.jupiter.api.Test;

class EndToEndTest extends ClusterTest {
    @Test
    void aLeaseLivesOnTheLeader() {
        live(leader);
    }

    @Test
    void aLeaseLivesThroughAFollower() {
        live(follower);
    }

    private static void live(TestNode node) {
        long session = node.calls().openSession(openSession("c")).getSessionId();
        LeaseInfo lease = node.calls().acquire(acquire("orders", session)).getLease();
        assertThat(lease.getToken()).isEqualTo(1);
        assertThat(lease.getHolder()).isEqualTo("holder of c");
        var renewed = node.calls()
                .renewSession(
                        RenewSessionRequest.newBuilder().setSessionId(session).build());
        assertThat(renewed.getHoldings().getLeasesList()).containsExactly(lease);
        node.calls().release(release("orders", session, 1));
        assertThat(node.calls().acquire(acquire("orders", session)).getLease().getToken())
                .isEqualTo(2);
    }

    @Test
    void aRefusalSaysItsFacts() {
        long one = leader.calls().openSession(openSession("one")).getSessionId();
        long two = leader.calls().openSession(openSession("two")).getSessionId();
        leader.calls().acquire(acquire("orders", one));
        var refused = catchThrowableOfType(
                StatusRuntimeException.class, () -> follower.calls().acquire(acquire("orders", two)));
        assertThat(Requests.reason(refused)).isEqualTo("LEASE_HELD");
        assertThat(Requests.info(refused).getMetadataMap())
                .containsEntry("token", "1")
                .containsEntry("holder_session_id", Long.toString(one));
    }
}
