package io.arbiter.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.fake.FakeNode;
import io.arbiter.client.model.Consistency;
import io.arbiter.client.model.RecordWrite;
import io.arbiter.client.model.auth.AuthChange;
import io.arbiter.client.model.auth.Permission;
import io.arbiter.client.model.policy.PolicyChange;
import io.arbiter.client.model.promotion.PromotionMode;
import io.arbiter.client.model.promotion.PromotionRequest;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every method that may block, interrupted before and while it waits: its type says so, it keeps the thread's
 * flag, and it leaves no lease held without a holder, and nothing open that was to be closed.
 */
class InterruptTest {
    private static final Consistency READ = Consistency.LINEARIZABLE;
    private static final Duration WAIT = Duration.ofSeconds(2);
    private static final List<Class<?>> API = List.of(
            ArbiterClient.class,
            Lease.class,
            ArbiterAdmin.class,
            AsyncArbiterAdmin.class,
            Watch.class,
            ArbiterClientBuilder.class);
    /** Answered from memory, or lazily: the iterator of {@code listLeases} fetches the pages. */
    private static final Set<String> AT_ONCE = Set.of(
            "ArbiterClient.builder",
            "ArbiterClient.admin",
            "ArbiterClient.asyncAdmin",
            "ArbiterClient.watch",
            "ArbiterClient.elect",
            "Lease.resource",
            "Lease.token",
            "Lease.sessionId",
            "Lease.grant",
            "Lease.signedToken",
            "Lease.isOpen",
            "Lease.requireOpen",
            "Lease.timeRemaining",
            "Lease.state",
            "Lease.toString",
            "Lease.drainBeforeHandover",
            "Lease.addListener",
            "Lease.removeListener",
            "Lease.handoverTo",
            "Lease.shortfall",
            "ArbiterAdmin.atMostOnce",
            "ArbiterAdmin.within",
            "AsyncArbiterAdmin.atMostOnce",
            "AsyncArbiterAdmin.within",
            "Watch.revision",
            "Watch.close");

    private static final Map<String, Call> BLOCKING = calls();

    @TempDir
    Path directory;

    private interface Call {
        void make(ArbiterClient client, Lease lease);
    }

    /** The moments at which the interrupt strikes. */
    private enum Point {
        BEFORE,
        UNANSWERED,
        ANSWER_ON_ITS_WAY
    }

    private static Map<String, Call> calls() {
        Map<String, Call> calls = new TreeMap<>();
        calls.put("ArbiterClient.acquire", (client, lease) -> client.acquire("new", WAIT));
        calls.put("ArbiterClient.tryAcquire", (client, lease) -> client.tryAcquire("new"));
        calls.put("ArbiterClient.acquireAll", (client, lease) -> client.acquireAll(List.of("new", "newer"), WAIT));
        calls.put("ArbiterClient.commit", (client, lease) -> client.commit(List.of(Step.acquire("new"))));
        calls.put("ArbiterClient.sessionId", (client, lease) -> client.sessionId());
        calls.put("ArbiterClient.close", (client, lease) -> client.close());
        calls.put("ArbiterClient.closeSession", (client, lease) -> client.closeSession(WAIT));
        calls.put("ArbiterClient.detach", (client, lease) -> client.detach());
        calls.put("Lease.ensureOpenFor", (client, lease) -> lease.ensureOpenFor(Duration.ofMillis(5_500)));
        calls.put("Lease.release", (client, lease) -> lease.release());
        calls.put("Lease.confirmPromotion", (client, lease) -> lease.confirmPromotion());
        calls.put("Lease.close", (client, lease) -> lease.close());
        calls.put("Lease.transferTo", (client, lease) -> lease.transferTo(7));
        calls.put("Lease.putRecord", (client, lease) -> lease.putRecord(new byte[1]));
        calls.put("Lease.deleteRecord", (client, lease) -> lease.deleteRecord(OptionalLong.empty()));
        calls.put("Lease.record", (client, lease) -> lease.record());
        calls.put("ArbiterAdmin.getLease", (client, lease) -> client.admin().getLease("orders", READ));
        calls.put(
                "ArbiterAdmin.listLeases",
                (client, lease) -> client.admin().listLeases("", READ).hasNext());
        calls.put(
                "ArbiterAdmin.listSessions",
                (client, lease) -> client.admin().listSessions(READ).hasNext());
        calls.put("ArbiterAdmin.explain", (client, lease) -> client.admin().explain("orders", ""));
        calls.put("ArbiterAdmin.getRecord", (client, lease) -> client.admin().getRecord("orders", READ));
        calls.put(
                "ArbiterAdmin.putRecord",
                (client, lease) -> client.admin()
                        .putRecord(new RecordWrite(
                                "orders",
                                lease.sessionId(),
                                lease.token(),
                                1,
                                OptionalLong.empty(),
                                Optional.of(new byte[1]))));
        calls.put(
                "ArbiterAdmin.release",
                (client, lease) -> client.admin().release("orders", lease.sessionId(), lease.token()));
        calls.put(
                "ArbiterAdmin.transfer",
                (client, lease) -> client.admin().transfer("orders", lease.sessionId(), lease.token(), 7));
        calls.put(
                "ArbiterAdmin.requestHandover",
                (client, lease) -> client.admin().requestHandover("orders", lease.token(), 7, "test"));
        calls.put(
                "ArbiterAdmin.breakLease",
                (client, lease) -> client.admin().breakLease("orders", lease.token(), "test", "test"));
        calls.put("ArbiterAdmin.breakSession", (client, lease) -> client.admin().breakSession(7, "test", "test"));
        calls.put("ArbiterAdmin.closeSession", (client, lease) -> client.admin().closeSession(lease.sessionId()));
        calls.put("ArbiterAdmin.whoAmI", (client, lease) -> client.admin().whoAmI());
        calls.put("ArbiterAdmin.canI", (client, lease) -> client.admin().canI(Permission.READ, "orders"));
        calls.put("ArbiterAdmin.keys", (client, lease) -> client.admin().keys());
        calls.put("ArbiterAdmin.auth", (client, lease) -> client.admin().auth());
        calls.put(
                "ArbiterAdmin.changeAuth",
                (client, lease) -> client.admin().changeAuth(new AuthChange.Enable(), "test"));
        calls.put("ArbiterAdmin.policies", (client, lease) -> client.admin().policies());
        calls.put("ArbiterAdmin.policyOf", (client, lease) -> client.admin().policyOf("orders"));
        calls.put(
                "ArbiterAdmin.previewPolicies",
                (client, lease) -> client.admin().previewPolicies(new PolicyChange(0, List.of(), List.of("a")), ""));
        calls.put(
                "ArbiterAdmin.changePolicies",
                (client, lease) ->
                        client.admin().changePolicies(new PolicyChange(0, List.of(), List.of("a")), "test", "test"));
        calls.put("ArbiterAdmin.pauses", (client, lease) -> client.admin().pauses());
        calls.put(
                "ArbiterAdmin.pauseFailover", (client, lease) -> client.admin().pauseFailover("a", 0, "test", "test"));
        calls.put(
                "ArbiterAdmin.resumeFailover",
                (client, lease) -> client.admin().resumeFailover("a", 0, "test", "test"));
        calls.put(
                "ArbiterAdmin.requestPromotion",
                (client, lease) -> client.admin().requestPromotion(PROMOTION));
        calls.put(
                "ArbiterAdmin.explainPromotion",
                (client, lease) -> client.admin().explainPromotion(PROMOTION));
        calls.put(
                "ArbiterAdmin.cancelPromotion",
                (client, lease) -> client.admin().cancelPromotion("orders", 1, "test", "test"));
        calls.put(
                "ArbiterAdmin.completePromotion",
                (client, lease) -> client.admin().completePromotion("orders", lease.sessionId(), lease.token(), 1));
        calls.put("ArbiterAdmin.promotion", (client, lease) -> client.admin().promotion("orders", 0));
        calls.put("ArbiterAdmin.promotions", (client, lease) -> client.admin().promotions("", false, 0, 0));
        calls.put("ArbiterAdmin.status", (client, lease) -> client.admin().status());
        calls.put("ArbiterAdmin.statusOf", (client, lease) -> client.admin().statusOf("node1:7401", true));
        return calls;
    }

    /** The methods that end the lease by intent; all others leave it. */
    private static final Set<String> ENDS = Set.of(
            "ArbiterClient.close",
            "ArbiterClient.closeSession",
            "Lease.release",
            "Lease.close",
            "Lease.transferTo",
            "ArbiterAdmin.release",
            "ArbiterAdmin.transfer",
            "ArbiterAdmin.closeSession");

    private static final PromotionRequest PROMOTION = new PromotionRequest(
            "p", "orders", "us-west", PromotionMode.GRACEFUL, false, 0, false, false, "test", "test");

    private static final Set<String> ASK_NOBODY = Set.of("ArbiterClient.sessionId", "ArbiterClient.detach");

    /** For each added method, state here what an interrupt does to it. */
    @Test
    void everyPublicMethodIsListed() {
        Set<String> found = new TreeSet<>();
        for (Class<?> type : API) {
            Arrays.stream(type.getDeclaredMethods())
                    .filter(InterruptTest::mayBlock)
                    .forEach(method -> found.add(type.getSimpleName() + "." + method.getName()));
        }
        Set<String> listed = new TreeSet<>(AT_ONCE);
        listed.addAll(BLOCKING.keySet());
        listed.add("ArbiterClientBuilder.build");
        assertThat(found).isEqualTo(listed);
    }

    private static boolean mayBlock(Method method) {
        return Modifier.isPublic(method.getModifiers())
                        && !method.isSynthetic()
                        && method.getReturnType() != CompletableFuture.class
                        && method.getReturnType() != ArbiterClientBuilder.class
                || method.getName().equals("builder");
    }

    static Stream<Arguments> cases() {
        return BLOCKING.keySet().stream()
                .flatMap(name -> Arrays.stream(Point.values()).map(point -> Arguments.of(name, point)));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anInterruptIsAnsweredInTypeAndLeavesNothingBehind(String name, Point point) throws InterruptedException {
        try (ClientFixture fixture = new ClientFixture()) {
            Lease lease = fixture.held("orders");
            fixture.pass(Duration.ofSeconds(1));
            fixture.allNodes(node -> node.blackHole = point == Point.UNANSWERED);
            fixture.allNodes(node -> node.holdReply = call -> point == Point.ANSWER_ON_ITS_WAY);
            RuntimeException thrown =
                    interrupted(point, () -> BLOCKING.get(name).make(fixture.client, lease));
            if (thrown != null) {
                assertThat(thrown).isInstanceOf(IndeterminateException.class).hasMessageContaining("interrupted");
            } else {
                // Not interrupted in its waiting: it did not have to wait.
                assertThat(point != Point.UNANSWERED || ASK_NOBODY.contains(name))
                        .isTrue();
            }
            boolean closedHere =
                    ENDS.contains(name) && !name.startsWith("ArbiterAdmin") || name.equals("ArbiterClient.detach");
            assertThat(lease.isOpen()).isEqualTo(!closedHere);
            heal(fixture);
            fixture.cluster.state.leases.keySet().removeIf(resource -> thrown == null && resource.startsWith("new"));
            if (point == Point.UNANSWERED && name.startsWith("ArbiterAdmin")) {
                assertThat(fixture.cluster.state.leases)
                        .as("what was never received")
                        .containsOnlyKeys("orders");
            } else {
                boolean ended = ENDS.contains(name) && !name.toLowerCase().contains("transfer");
                assertThat(fixture.cluster.state.leases.keySet()).isEqualTo(ended ? Set.of() : Set.of("orders"));
            }
        }
    }

    private static void heal(ClientFixture fixture) {
        fixture.allNodes(node -> {
            node.blackHole = false;
            node.holdReply = call -> false;
        });
        fixture.allNodes(FakeNode::deliver);
        fixture.pass(Duration.ofSeconds(20));
    }

    /** @return what it threw; its thread's flag must be set in any case */
    private static RuntimeException interrupted(Point point, Runnable call) throws InterruptedException {
        AtomicReference<RuntimeException> thrown = new AtomicReference<>();
        AtomicBoolean kept = new AtomicBoolean();
        Thread caller = new Thread(() -> {
            if (point == Point.BEFORE) {
                Thread.currentThread().interrupt();
            }
            try {
                call.run();
            } catch (RuntimeException e) {
                thrown.set(e);
            }
            kept.set(Thread.currentThread().isInterrupted());
        });
        caller.start();
        await().atMost(Duration.ofMinutes(5))
                .until(() -> caller.getState() == Thread.State.WAITING || caller.getState() == Thread.State.TERMINATED);
        boolean waits = caller.getState() == Thread.State.WAITING;
        caller.interrupt();
        caller.join();
        assertThat(kept.get()).as("flag kept").isEqualTo(waits || point == Point.BEFORE);
        return thrown.get();
    }

    /** OpenSessionCall files in an interrupted thread fails; the directory must be free afterwards. */
    @Test
    void anInterruptedBuildHoldsNothing() {
        ArbiterClientBuilder builder = ArbiterClient.builder()
                .endpoints("127.0.0.1:1")
                .region("us-east")
                .stateDirectory(directory);
        Thread.currentThread().interrupt();
        assertThatThrownBy(builder::build)
                .isInstanceOf(IndeterminateException.class)
                .hasMessageContaining("interrupted while state directory");
        assertThat(Thread.interrupted()).isTrue();
        builder.build().close();
    }
}
