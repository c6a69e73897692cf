package io.arbiter.testing.client;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.Lease;
import io.arbiter.client.LeaseHeldException;
import io.arbiter.client.model.Consistency;
import io.arbiter.testing.ArbiterExtension;
import io.arbiter.testing.TestArbiter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What the client library makes of a server's own answers to acquires. */
@ExtendWith(ArbiterExtension.class)
class AcquireTest {
    private ArbiterClient client;
    private ArbiterClient other;

    @BeforeEach
    void connect(TestArbiter arbiter) {
        client = client(arbiter);
        other = client(arbiter);
    }

    private static ArbiterClient client(TestArbiter arbiter) {
        return arbiter.client("us-east")
                .ttl(Duration.ofMinutes(10))
                .requestTimeout(PATIENCE)
                .build();
    }

    @AfterEach
    void close() {
        client.close();
        other.close();
    }

    private List<String> held() {
        List<String> held = new ArrayList<>();
        client.admin()
                .listLeases("", Consistency.LINEARIZABLE)
                .forEachRemaining(lease -> held.add(lease.grant().resource()));
        return held;
    }

    private int waiting() {
        return client.admin()
                .getLease("orders", Consistency.LINEARIZABLE)
                .waiters()
                .size();
    }

    @Test
    void heldByAnotherIsRefusedWithTheFacts() {
        Lease lease = other.acquire("orders", Duration.ZERO);
        assertThatThrownBy(() -> client.acquire("orders", Duration.ZERO))
                .isInstanceOfSatisfying(LeaseHeldException.class, held -> {
                    assertThat(held.holderSessionId()).isEqualTo(lease.sessionId());
                    assertThat(held.token()).isEqualTo(lease.token());
                });
    }

    @Test
    void tryingReturnsAtOnceWhenAnotherHoldsIt() {
        Lease lease = other.acquire("orders", Duration.ZERO);
        assertThat(client.tryAcquire("orders")).isEmpty();
        assertThat(waiting()).isZero();
        lease.release();
        assertThat(client.tryAcquire("orders"))
                .hasValueSatisfying(own -> assertThat(own.isOpen()).isTrue());
    }

    /** Empty would say that another session has it. */
    @Test
    void tryingWhatThisClientHoldsIsRefused() {
        client.acquire("orders", Duration.ZERO);
        assertThatThrownBy(() -> client.tryAcquire("orders"))
                .isInstanceOf(LeaseHeldException.class)
                .hasMessageContaining("this client holds 'orders' already");
    }

    @Test
    void whatThisClientHoldsIsNotHandedOutTwice() {
        Lease lease = client.acquire("orders", Duration.ZERO);
        assertThatThrownBy(() -> client.acquire("orders", PATIENCE))
                .isInstanceOf(LeaseHeldException.class)
                .hasMessageContaining("share that Lease object");
        assertThat(lease.isOpen()).isTrue();
    }

    @Test
    void allOrNone() {
        other.acquire("b", Duration.ZERO);
        assertThatThrownBy(() -> client.acquireAll(List.of("a", "b"), Duration.ZERO))
                .isInstanceOf(LeaseHeldException.class);
        await().untilAsserted(() -> assertThat(held()).containsExactly("b"));
    }

    @Test
    void aWaitThatIsCancelledLeavesTheServersQueue() {
        Lease lease = other.acquire("orders", Duration.ZERO);
        CompletableFuture<Lease> acquire = client.acquireAsync("orders", PATIENCE);
        await().until(() -> waiting() == 1);
        acquire.cancel(true);
        await().until(() -> waiting() == 0);
        lease.release();
        assertThat(held()).isEmpty();
    }
}
