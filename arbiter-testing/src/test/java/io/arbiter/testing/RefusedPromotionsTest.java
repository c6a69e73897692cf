package io.arbiter.testing;

import static io.arbiter.testsupport.Patience.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.client.ArbiterAdmin;
import io.arbiter.client.ArbiterClient;
import io.arbiter.client.ArbiterException;
import io.arbiter.client.Lease;
import io.arbiter.client.model.policy.Failover;
import io.arbiter.client.model.policy.Policy;
import io.arbiter.client.model.policy.PolicyChange;
import io.arbiter.client.model.policy.PromotionTimes;
import io.arbiter.client.model.promotion.PromotionMode;
import io.arbiter.client.model.promotion.PromotionObstacle;
import io.arbiter.client.model.promotion.PromotionRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/**
 * Makes situations in which a promotion is refused, and asks for everything that stands in the way; the refusal itself
 * is the first of that. The table stands in docs/promotions.md; {@code -Darbiter.docs=write} rewrites it.
 */
class RefusedPromotionsTest {
    private static final Path PAGE = Path.of("../docs/promotions.md");
    private static final String BEGIN = "<!-- refused-promotions -->\n";
    private static final String END = "<!-- /refused-promotions -->";
    private static final Duration LONG = Duration.ofMinutes(59);

    private static final String WAITS = "NOBODY_WAITS";
    private static final String DRAIN = "NOBODY_TO_DRAIN";
    private static final String LOSS = "DATA_LOSS_NOT_ACCEPTED";
    private static final String MACHINE = "AUTOMATION_FORBIDDEN";

    private final List<String> rows = new ArrayList<>();

    /** What has happened before somebody asks for a promotion of orders to us-west. */
    private interface History {
        void happens(Scene scene) throws Exception;
    }

    /** An arbiter with a client in each of two regions. */
    private static final class Scene implements AutoCloseable {
        private final TestArbiter arbiter = TestArbiter.start();
        private final ArbiterClient east = client("us-east");
        private final ArbiterClient west = client("us-west");
        private Lease held;

        private ArbiterClient client(String region) {
            return arbiter.client(region)
                    .holder("writer of " + region)
                    .ttl(LONG)
                    .build();
        }

        ArbiterAdmin admin() {
            return west.admin();
        }

        void heldInEast() {
            held = east.acquire("orders", Duration.ZERO);
        }

        void waitedForInWest() {
            west.acquireAsync("orders", LONG);
            await().atMost(PATIENCE)
                    .until(() ->
                            !admin().explain("orders", "").status().waiters().isEmpty());
        }

        void movedToWest() {
            heldInEast();
            waitedForInWest();
            promoted();
            admin().completePromotion("orders", west.sessionId().orElseThrow(), 2, 1);
        }

        /** The holder lets go at once, before its next renewal could tell it of the promotion. */
        void promoted() {
            admin().requestPromotion(asked().request("first"));
            held.release();
        }

        /** Its drain takes longer than the test. */
        void neverHandsOver() {
            held.drainBeforeHandover(LONG, lease -> new CountDownLatch(1).await());
        }

        /** Nobody renews: both clients are cut off, and time passes. */
        void expired() {
            arbiter.disconnectClients();
            arbiter.advance(Duration.ofHours(2));
            arbiter.reconnectClients();
        }

        void put(Policy policy) {
            admin().changePolicies(new PolicyChange(0, List.of(policy), List.of()), "test", "ops");
        }

        @Override
        public void close() {
            east.close();
            west.close();
            arbiter.close();
        }
    }

    /** A promotion of orders to us-west; each method makes another one of it. */
    private record Asked(String to, PromotionMode mode, boolean automated, long token, boolean accepted) {
        PromotionRequest request(String id) {
            return new PromotionRequest(id, "orders", to, mode, automated, token, accepted, false, "test", "ops");
        }

        Asked forced() {
            return new Asked(to, PromotionMode.FORCED, automated, token, accepted);
        }

        Asked accepting() {
            return new Asked(to, mode, automated, token, true);
        }

        Asked byMachine() {
            return new Asked(to, mode, true, token, accepted);
        }

        Asked expecting(long other) {
            return new Asked(to, mode, automated, other, accepted);
        }

        Asked to(String other) {
            return new Asked(other, mode, automated, token, accepted);
        }

        String text() {
            return (mode == PromotionMode.GRACEFUL ? "graceful" : "forced")
                    + (automated ? ", by a machine" : "")
                    + (to.equals("us-west") ? "" : ", to " + to)
                    + (token == 0 ? "" : ", expecting token " + token)
                    + (accepted ? ", loss accepted" : "");
        }
    }

    private static Asked asked() {
        return new Asked("us-west", PromotionMode.GRACEFUL, false, 0, false);
    }

    private void refused(String situation, History history, Asked asked, String... reasons) throws Exception {
        try (Scene scene = new Scene()) {
            history.happens(scene);
            PromotionRequest request = asked.request("refused");
            List<PromotionObstacle> obstacles = scene.admin().explainPromotion(request);
            assertThat(obstacles)
                    .as(situation)
                    .extracting(PromotionObstacle::reason)
                    .containsExactly(reasons);
            assertThatThrownBy(() -> scene.admin().requestPromotion(request))
                    .isInstanceOfSatisfying(
                            ArbiterException.class,
                            refusal -> assertThat(refusal.reason()).isEqualTo(reasons[0]));
            for (int i = 0; i < obstacles.size(); i++) {
                rows.add("| " + (i == 0 ? situation : "") + " | " + (i == 0 ? asked.text() : "") + " | "
                        + row(obstacles.get(i)) + " |\n");
            }
        }
    }

    private static String row(PromotionObstacle obstacle) {
        return obstacle.reason() + ": "
                + obstacle.detail().replaceAll("\\d{4}-[0-9T:.-]+Z", "TIME").replaceAll("\\d{7,}", "N") + " | "
                + obstacle.earliest()
                        .map(earliest ->
                                "by itself, within " + Math.max(1, (earliest.toMillis() + 59_999) / 60_000) + " min")
                        .orElse("if somebody acts");
    }

    @Test
    void eachIsToldWithAllItsReasons() throws Exception {
        refused("nobody has held it, nobody waits", scene -> {}, asked(), "NOBODY_WAITS");
        refused("held in us-east, nobody waits", Scene::heldInEast, asked(), "NOBODY_WAITS");
        refused("held in us-east, waited for in us-west", ready(), asked().to("us-east"), "ALREADY_IN_REGION", WAITS);
        refused("the same", ready(), asked().expecting(99), "STALE_TOKEN");
        refused("the same", ready(), asked().forced(), LOSS);
        refused("the same", ready(), asked().to("eu-central").forced().expecting(99), "STALE_TOKEN", WAITS, LOSS);
        regions();
        machines();
        afterAnEnd();
        afterAPromotion();
        writePage();
    }

    private void regions() throws Exception {
        Policy eastOnly = Policy.of("").allowing(Set.of("us-east"));
        refused(
                "a policy allows us-east alone",
                scene -> {
                    scene.heldInEast();
                    scene.put(eastOnly);
                },
                asked(),
                "REGION_FORBIDDEN",
                WAITS);
        refused(
                "the same",
                scene -> {
                    scene.heldInEast();
                    scene.put(eastOnly);
                },
                asked().forced(),
                "REGION_FORBIDDEN",
                WAITS,
                LOSS);
    }

    private void machines() throws Exception {
        refused(
                "failover of everything is paused",
                scene -> {
                    ready().happens(scene);
                    scene.admin().pauseFailover("", 0, "work", "ops");
                },
                asked().byMachine(),
                MACHINE);
        refused(
                "failover of orders is paused",
                scene -> {
                    ready().happens(scene);
                    scene.admin().pauseFailover("orders", 0, "work", "ops");
                },
                asked().byMachine().forced().accepting(),
                MACHINE);
        refused(
                "its policy makes failover manual",
                scene -> {
                    ready().happens(scene);
                    scene.put(Policy.of("orders").with(Failover.MANUAL));
                },
                asked().byMachine(),
                MACHINE);
        refused(
                "the same, and nobody waits",
                scene -> {
                    scene.heldInEast();
                    scene.put(Policy.of("orders").with(Failover.MANUAL));
                },
                asked().byMachine().forced(),
                WAITS,
                LOSS,
                MACHINE);
    }

    private void afterAnEnd() throws Exception {
        History died = scene -> {
            scene.put(Policy.of("").with(Failover.MANUAL));
            scene.heldInEast();
            scene.expired();
        };
        refused("failover is manual, its holder died", died, asked(), WAITS, DRAIN);
        refused(
                "the same, and us-west waits",
                scene -> {
                    died.happens(scene);
                    scene.waitedForInWest();
                },
                asked(),
                DRAIN);
        refused(
                "an operator broke its lease",
                scene -> {
                    scene.heldInEast();
                    scene.admin().breakLease("orders", 1, "test", "ops");
                },
                asked().expecting(1),
                "NOT_HELD",
                WAITS,
                DRAIN);
        refused(
                "its holder released it",
                scene -> {
                    scene.heldInEast();
                    scene.east.close();
                },
                asked(),
                WAITS);
    }

    private void afterAPromotion() throws Exception {
        refused(
                "it is draining to us-west already",
                scene -> {
                    ready().happens(scene);
                    scene.put(Policy.of("orders").with(new PromotionTimes(Duration.ZERO, LONG, LONG)));
                    scene.neverHandsOver();
                    scene.admin().requestPromotion(asked().request("first"));
                },
                asked(),
                "PROMOTION_OPEN");
        refused(
                "the same",
                scene -> {
                    ready().happens(scene);
                    scene.put(Policy.of("orders").with(new PromotionTimes(Duration.ZERO, LONG, LONG)));
                    scene.neverHandsOver();
                    scene.admin().requestPromotion(asked().request("first"));
                },
                asked().to("eu-central").expecting(99),
                "PROMOTION_OPEN",
                "STALE_TOKEN",
                WAITS);
        refused(
                "it was moved to us-west and is not confirmed",
                scene -> {
                    ready().happens(scene);
                    scene.promoted();
                },
                asked(),
                "PROMOTION_OPEN",
                "ALREADY_IN_REGION",
                WAITS,
                "COOLING_DOWN");
        refused(
                "it was moved to us-west a moment ago",
                Scene::movedToWest,
                asked().to("us-east"),
                WAITS,
                "COOLING_DOWN");
        refused("the same", Scene::movedToWest, asked().to("us-east").forced(), WAITS, "COOLING_DOWN", LOSS);
        refused(
                "its promotion was cancelled when its lease was condemned",
                scene -> {
                    ready().happens(scene);
                    scene.admin().requestPromotion(asked().forced().accepting().request("first"));
                    scene.admin().cancelPromotion("orders", 1, "test", "ops");
                },
                asked(),
                DRAIN);
    }

    private static History ready() {
        return scene -> {
            scene.heldInEast();
            scene.waitedForInWest();
        };
    }

    private void writePage() throws IOException {
        String page = Files.readString(PAGE);
        String found = BEGIN + "| situation | asked for | in the way | passes |\n| --- | --- | --- | --- |\n"
                + String.join("", rows);
        String rewritten = page.substring(0, page.indexOf(BEGIN)) + found + page.substring(page.indexOf(END));
        if ("write".equals(System.getProperty("arbiter.docs"))) {
            Files.writeString(PAGE, rewritten);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(rewritten);
    }
}
