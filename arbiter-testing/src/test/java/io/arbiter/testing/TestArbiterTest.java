package io.arbiter.testing;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.ArbiterClient;
import io.arbiter.client.Lease;
import io.arbiter.client.LeaseHeldException;
import io.arbiter.client.LeaseState;
import io.arbiter.client.PermissionDeniedException;
import io.arbiter.client.RefusedException;
import io.arbiter.client.model.auth.AuthChange;
import io.arbiter.client.model.auth.CallerInfo;
import io.arbiter.client.model.auth.Permission;
import io.arbiter.client.model.auth.Role;
import io.arbiter.client.model.auth.RoleGrant;
import io.arbiter.v1.ArbiterGrpc;
import io.arbiter.v1.GetLeaseRequest;
import io.arbiter.v1.StatusRequest;
import io.arbiter.v1.StatusResponse;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ArbiterExtension.class)
class TestArbiterTest {
    private static final Duration TTL = Duration.ofMinutes(10);
    private static final Duration LONGER = TTL.plus(TTL);

    @Test
    void grantsAndReleases(TestArbiter arbiter) {
        try (ArbiterClient one = client(arbiter);
                ArbiterClient other = client(arbiter)) {
            Lease lease = one.acquire("orders", Duration.ZERO);
            assertThat(lease.token()).isEqualTo(1);
            assertThatThrownBy(() -> other.acquire("orders", Duration.ZERO)).isInstanceOf(LeaseHeldException.class);
            lease.release();
            assertThat(other.acquire("orders", Duration.ZERO).token()).isEqualTo(2);
        }
    }

    /** The holder's gate is closed before anybody else can have the lease, and the holder learns of its loss. */
    @Test
    void aHolderThatIsSilentLosesItsLeaseWithoutAnyWait(TestArbiter arbiter) {
        try (ArbiterClient one = arbiter.client("us-east").build();
                ArbiterClient other = client(arbiter)) {
            Lease lost = one.acquire("orders", Duration.ZERO);
            List<LeaseState> heard = new CopyOnWriteArrayList<>();
            lost.addListener(change -> heard.add(change.to()));
            arbiter.advance(LONGER);
            assertThat(lost.isOpen()).isFalse();
            assertThat(other.acquire("orders", Duration.ZERO).token()).isGreaterThan(lost.token());
            await().until(() -> heard.contains(LeaseState.LOST));
        }
    }

    /** Here nobody has a certificate: nothing is denied, but for changes of that. */
    @Test
    void rolesCanBeSeen(TestArbiter arbiter) {
        try (ArbiterClient one = client(arbiter)) {
            assertThat(one.admin().whoAmI()).isEqualTo(new CallerInfo("", "", false, List.of()));
            assertThat(one.admin().canI(Permission.BREAK, "orders")).isTrue();
            assertThat(one.admin().canI(Permission.AUTH, "")).isFalse();
            assertThat(one.admin().auth().roles())
                    .contains(new Role(
                            "prober",
                            List.of(new RoleGrant(Set.of(Permission.ACQUIRE, Permission.READ), "", Set.of()))));
            assertThatThrownBy(() -> one.admin().changeAuth(new AuthChange.Enable(), "drill"))
                    .isInstanceOf(PermissionDeniedException.class)
                    .hasMessageContaining("a caller without a certificate may not AUTH");
        }
    }

    @Test
    void timeBelowTheTtlEndsNothing(TestArbiter arbiter) {
        try (ArbiterClient one = client(arbiter);
                ArbiterClient other = client(arbiter)) {
            Lease lease = one.acquire("orders", Duration.ZERO);
            arbiter.advance(TTL.dividedBy(2));
            assertThat(lease.isOpen()).isTrue();
            assertThatThrownBy(() -> other.acquire("orders", Duration.ZERO)).isInstanceOf(LeaseHeldException.class);
        }
    }

    @Test
    void whoWaitsIsGrantedWhatExpires(TestArbiter arbiter) {
        try (ArbiterClient one = client(arbiter);
                ArbiterClient other =
                        arbiter.client("us-west").ttl(LONGER.plus(TTL)).build()) {
            Lease lease = one.acquire("orders", Duration.ZERO);
            CompletableFuture<Lease> next = other.acquireAsync("orders", Duration.ofHours(1));
            await().until(() -> isWaitedFor(arbiter));
            arbiter.advance(LONGER);
            assertThat(next.join().token()).isGreaterThan(lease.token());
        }
    }

    @Test
    void aLockDelayPasses(TestArbiter arbiter) {
        Duration delay = Duration.ofMinutes(30);
        try (ArbiterClient one =
                        arbiter.client("us-east").ttl(TTL).lockDelay(delay).build();
                ArbiterClient other = client(arbiter)) {
            one.acquire("orders", Duration.ZERO);
            arbiter.advance(LONGER);
            assertThatThrownBy(() -> other.acquire("orders", Duration.ZERO)).isInstanceOf(RefusedException.class);
            arbiter.advance(delay);
            assertThat(other.acquire("orders", Duration.ZERO).isOpen()).isTrue();
        }
    }

    @Test
    void everySessionThatIsSilentEndsAtOnce(TestArbiter arbiter) {
        List<ArbiterClient> clients =
                IntStream.range(0, 5).mapToObj(i -> client(arbiter)).toList();
        for (int i = 0; i < clients.size(); i++) {
            clients.get(i).acquire("r" + i, Duration.ZERO);
        }
        arbiter.advance(LONGER);
        assertThat(status(arbiter).getSessions()).isZero();
        clients.forEach(ArbiterClient::close);
    }

    @Test
    void clientsThatAreDisconnectedLoseTheirLeaseInTimeAndComeBack(TestArbiter arbiter) {
        try (ArbiterClient client = client(arbiter)) {
            Lease lease = client.acquire("orders", Duration.ZERO);
            arbiter.disconnectClients();
            CompletableFuture<Lease> users = client.acquireAsync("users", Duration.ofHours(1));
            assertThat(lease.isOpen()).isTrue();
            arbiter.advance(LONGER);
            assertThat(lease.isOpen()).isFalse();
            assertThat(users).isNotDone();
            arbiter.reconnectClients();
            assertThat(users.join().token()).isGreaterThan(lease.token());
        }
    }

    /** The client repeats the call that it was waiting for. */
    @Test
    void aCutEndsWhatIsUnderWay(TestArbiter arbiter) {
        try (ArbiterClient one = client(arbiter);
                ArbiterClient other = client(arbiter)) {
            Lease lease = one.acquire("orders", Duration.ZERO);
            CompletableFuture<Lease> next = other.acquireAsync("orders", Duration.ofHours(1));
            await().until(() -> isWaitedFor(arbiter));
            arbiter.disconnectClients();
            await().until(() -> !isWaitedFor(arbiter));
            arbiter.reconnectClients();
            lease.release();
            assertThat(next.join().token()).isEqualTo(2);
        }
    }

    @Test
    void anyGrpcClientIsServed(TestArbiter arbiter) {
        assertThat(status(arbiter).getLeader()).isEqualTo(TestArbiter.REGIONS.get(0));
    }

    @Test
    void timeDoesNotGoBack(TestArbiter arbiter) {
        assertThatIllegalArgumentException().isThrownBy(() -> arbiter.advance(Duration.ofNanos(-1)));
        assertThat(arbiter.clock().ahead()).isZero();
    }

    @Test
    void closesTwiceAndWithClients() {
        TestArbiter arbiter = TestArbiter.start();
        ArbiterClient client =
                arbiter.client("us-east").requestTimeout(Duration.ofSeconds(1)).build();
        client.acquire("orders", PATIENCE);
        arbiter.close();
        arbiter.close();
        client.close();
    }

    private static ArbiterClient client(TestArbiter arbiter) {
        return arbiter.client("us-east").ttl(TTL).requestTimeout(PATIENCE).build();
    }

    private static StatusResponse status(TestArbiter arbiter) {
        return ask(arbiter, calls -> calls.status(StatusRequest.getDefaultInstance()));
    }

    private static boolean isWaitedFor(TestArbiter arbiter) {
        var orders = GetLeaseRequest.newBuilder().setResource("orders").build();
        return ask(arbiter, calls -> calls.getLease(orders)).getWaitersCount() > 0;
    }

    private static <T> T ask(TestArbiter arbiter, Function<ArbiterGrpc.ArbiterBlockingStub, T> question) {
        var channel = Clients.plaintext(arbiter.endpoints().get(0));
        try {
            return question.apply(ArbiterGrpc.newBlockingStub(channel));
        } finally {
            channel.shutdownNow();
        }
    }
}
