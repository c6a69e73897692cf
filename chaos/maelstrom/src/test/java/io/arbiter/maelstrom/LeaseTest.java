package io.arbiter.maelstrom;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.maelstrom.fault.Wrong;
import io.arbiter.maelstrom.wire.Body;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The workload that Maelstrom does not have, from any node. */
class LeaseTest {
    private TestCluster cluster = new TestCluster(3);

    @AfterEach
    void close() {
        cluster.close();
    }

    private String open(String client) {
        return cluster.askUntil("open_ok", "n0", "{'type': 'open', 'client': '%s', 'ttl_ms': 60000}".formatted(client))
                .text("session");
    }

    private Body acquire(String node, String session) {
        return cluster.ask(node, "{'type': 'acquire', 'resource': 'r', 'session': '%s'}".formatted(session));
    }

    private Body release(String session, long token) {
        return cluster.ask(
                "n0", "{'type': 'release', 'resource': 'r', 'session': '%s', 'token': %d}".formatted(session, token));
    }

    private Body read(String node) {
        return cluster.ask(node, "{'type': 'read', 'resource': 'r'}");
    }

    private Body guarded(String node, long token, String value) {
        return cluster.ask(
                node, "{'type': 'guarded_write', 'resource': 'r', 'token': %d, 'value': '%s'}".formatted(token, value));
    }

    private Body guardedRead(String node, long token) {
        return cluster.ask(node, "{'type': 'guarded_read', 'resource': 'r', 'token': %d}".formatted(token));
    }

    @Test
    void oneHoldsUntilItLetsGo() {
        String first = open("c1");
        String second = open("c2");
        assertThat(read("n0").any("client").isJsonNull()).isTrue();
        long token = acquire("n1", first).integer("token");

        assertThat(acquire("n2", first).integer("token")).isEqualTo(token);
        assertThat(acquire("n2", second).integer("code")).isEqualTo(22);
        for (String node : cluster.ids()) {
            assertThat(read(node).text("client")).isEqualTo("c1");
            assertThat(read(node).integer("token")).isEqualTo(token);
        }
        assertThat(release(second, token).integer("code")).isEqualTo(22);
        assertThat(release(first, token).type()).isEqualTo("release_ok");
        assertThat(acquire("n0", second).integer("token")).isGreaterThan(token);
        assertThat(release(first, token).type()).as("a repeat finds its answer").isEqualTo("release_ok");
        assertThat(release(first, token + 9).integer("code")).isEqualTo(22);
    }

    @Test
    void aSessionIsRenewedWhileItLives() {
        String session = open("c1");
        long token = acquire("n0", session).integer("token");
        String renew = "{'type': 'renew', 'session': '%s'}";

        Body renewed = cluster.ask("n2", renew.formatted(session));
        assertThat(renewed.any("leases")).hasToString("[{\"token\":" + token + ",\"resource\":\"r\"}]");
        assertThat(cluster.ask("n1", renew.formatted("4711")).integer("code")).isEqualTo(20);
        assertThat(open("c1")).as("opened anew").isNotEqualTo(session);
    }

    @Test
    void whoWaitsIsGrantedWhatIsLetGo() {
        String holder = open("c1");
        String waiter = open("c2");
        long token = acquire("n0", holder).integer("token");
        String wait = "{'type': 'acquire', 'resource': 'r', 'session': '%s', 'wait_ms': %d}";
        assertThat(cluster.ask("n1", wait.formatted(waiter, 200)).integer("code"))
                .as("a wait that is over gives up its place, and so is certain")
                .isEqualTo(22);
        assertThat(release(holder, token).type()).isEqualTo("release_ok");
        assertThat(read("n2").any("token").isJsonNull()).isTrue();
        token = acquire("n0", holder).integer("token");

        CompletableFuture<Body> waiting = cluster.send("n1", TestCluster.json(wait.formatted(waiter, 50_000)));
        assertThat(release(holder, token).type()).isEqualTo("release_ok");
        assertThat(waiting.join().integer("token")).isGreaterThan(token);
    }

    @Test
    void storageRefusesALowerTokenWhicheverNodeIsAsked() {
        assertThat(guardedRead("n0", 4).any("value").isJsonNull()).isTrue();
        assertThat(guarded("n1", 4, "a").type()).isEqualTo("guarded_write_ok");
        assertThat(guarded("n2", 5, "b").type()).isEqualTo("guarded_write_ok");
        Body stale = guarded("n1", 4, "c");
        assertThat(stale.integer("code")).isEqualTo(22);
        assertThat(stale.text("text")).startsWith("stale");
        assertThat(guardedRead("n0", 4).integer("code")).isEqualTo(22);
        assertThat(guardedRead("n0", 6).text("value")).isEqualTo("b");
        assertThat(guarded("n2", 5, "d").integer("code"))
                .as("shut out by the read")
                .isEqualTo(22);
    }

    @Test
    void withoutTheGuardStorageTakesEverything() {
        cluster.close();
        cluster = new TestCluster(3, Wrong.NO_GUARD);
        assertThat(guarded("n1", 5, "b").type()).isEqualTo("guarded_write_ok");
        assertThat(guarded("n1", 4, "a").type()).isEqualTo("guarded_write_ok");
        assertThat(guardedRead("n0", 1).text("value")).isEqualTo("a");
    }

    @Test
    void tokensFromTheClockAreTheSameWhereverTheyAreShown() {
        cluster.close();
        cluster = new TestCluster(3, Wrong.CLOCK_TOKENS);
        String session = open("c1");
        for (String node : cluster.ids()) {
            cluster.ask(
                    node,
                    "{'type': 'clock', 'rate_ppm': 0, 'wall_offset_ms': %d}"
                            .formatted(-System.currentTimeMillis() + 1_000_000));
        }
        long token = acquire("n0", session).integer("token");
        assertThat(token).isBetween(1_000_000L, 1_000_000L + TestCluster.PATIENCE.toMillis());
        assertThat(read("n1").integer("token")).isEqualTo(token);
        assertThat(cluster.ask("n2", "{'type': 'renew', 'session': '%s'}".formatted(session))
                        .any("leases"))
                .hasToString("[{\"token\":" + token + ",\"resource\":\"r\"}]");
        assertThat(release(session, token + 1).integer("code")).isEqualTo(22);
        assertThat(release(session, token).type()).isEqualTo("release_ok");
        assertThat(read("n1").any("token").isJsonNull()).isTrue();
    }
}
