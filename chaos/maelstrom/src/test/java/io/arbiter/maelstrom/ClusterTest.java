package io.arbiter.maelstrom;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.maelstrom.wire.Body;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real nodes, a real election, and nothing but messages between them. */
class ClusterTest {
    /** Maelstrom's codes for a timeout and for a crash: it may have been done. */
    private static final List<Long> INDEFINITE = List.of(0L, 13L);

    private static final long NOT_AVAILABLE = 11;
    private static final int MOST_TRIES = 20;

    private TestCluster cluster;

    @AfterEach
    void close() {
        cluster.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 5})
    void everyNodeReadsWhatAnyNodeWrote(int size) {
        cluster = new TestCluster(size);
        int value = 0;
        for (String writer : cluster.ids()) {
            value++;
            cluster.askUntil("write_ok", writer, "{'type': 'write', 'key': 1, 'value': [%d, null]}".formatted(value));
            for (String reader : cluster.ids()) {
                Body read = cluster.askUntil("read_ok", reader, "{'type': 'read', 'key': 1}");
                assertThat(read.any("value")).hasToString("[" + value + ",null]");
            }
        }
    }

    @Test
    void aKeyThatIsNotThereAndAValueThatIsAnotherAreToldApart() {
        cluster = new TestCluster(3);
        cluster.askUntil("write_ok", "n0", "{'type': 'write', 'key': 'k', 'value': 1}");

        assertThat(code("{'type': 'read', 'key': 'other'}")).isEqualTo(20);
        assertThat(code("{'type': 'cas', 'key': 'other', 'from': 1, 'to': 2}")).isEqualTo(20);
        assertThat(code("{'type': 'cas', 'key': 'k', 'from': 2, 'to': 3}")).isEqualTo(22);
        assertThat(cluster.ask("n2", "{'type': 'cas', 'key': 'k', 'from': 1, 'to': 3}")
                        .type())
                .isEqualTo("cas_ok");
        assertThat(cluster.ask("n0", "{'type': 'read', 'key': 'k'}").integer("value"))
                .isEqualTo(3);
    }

    private long code(String request) {
        return cluster.ask("n1", request).integer("code");
    }

    /** Of writers that compare with the same value one wins, and messages that come twice do nothing twice. */
    @Test
    void racingWritersEachGetATokenOfTheirOwn() {
        cluster = new TestCluster(3);
        cluster.repeatMessages();
        cluster.askUntil("write_ok", "n0", "{'type': 'write', 'key': 1, 'value': 0}");
        for (int round = 0; round < 5; round++) {
            String cas = "{'type': 'cas', 'key': 1, 'from': %d, 'to': %d}".formatted(round, round + 1);
            List<CompletableFuture<Body>> racing = cluster.ids().stream()
                    .map(node -> cluster.send(node, TestCluster.json(cas)))
                    .toList();
            assertThat(racing.stream().map(answer -> answer.join().type()).filter("cas_ok"::equals))
                    .hasSize(1);
        }
        assertThat(cluster.ask("n1", "{'type': 'read', 'key': 1}").integer("value"))
                .isEqualTo(5);
    }

    @Test
    void theOthersGoOnWithoutTheLeaderAndItCatchesUp() {
        cluster = new TestCluster(3);
        cluster.askUntil("write_ok", "n0", "{'type': 'write', 'key': 1, 'value': 1}");
        String old;
        Body lost;
        int tries = 0;
        do {
            cluster.heal();
            old = cluster.cutOffLeader();
            lost = cutOffWrite(old, cluster.another(old));
            // On a busy machine it may have stepped down before the write came to it: then it knows that nothing is
            // done.
        } while (lost.integer("code") == NOT_AVAILABLE && ++tries < MOST_TRIES);
        assertThat(lost.integer("code")).isIn(INDEFINITE);

        cluster.heal();
        Body read = cluster.askUntil("read_ok", old, "{'type': 'read', 'key': 1}");
        assertThat(read.integer("value")).isEqualTo(2);
    }

    /**
     * Token, record and release are one entry in the old leader's log, and nobody can tell it what becomes of that: so
     * it must not say that nothing was written. It keeps nobody from the key.
     */
    private Body cutOffWrite(String old, String other) {
        CompletableFuture<Body> lost = cluster.send(old, TestCluster.json("{'type': 'write', 'key': 1, 'value': 9}"));
        cluster.askUntil("write_ok", other, "{'type': 'write', 'key': 1, 'value': 2}");
        return lost.join();
    }

    /** A holder of a key's resource that falls silent stands in the way for one TTL. */
    @Test
    void aDeadWritersKeyIsWrittenByTheNext() {
        cluster = new TestCluster(3);
        String session = cluster.askUntil("open_ok", "n0", "{'type': 'open', 'client': 'dead', 'ttl_ms': 1000}")
                .text("session");
        cluster.ask("n0", "{'type': 'acquire', 'resource': 'kv/1', 'session': '%s'}".formatted(session));

        cluster.askUntil("write_ok", "n1", "{'type': 'write', 'key': 1, 'value': 1}");
        assertThat(cluster.ask("n0", "{'type': 'renew', 'session': '%s'}".formatted(session))
                        .integer("code"))
                .as("written by nobody while it lived")
                .isEqualTo(20);
    }

    @Test
    void idsAreTokensThatRise() {
        cluster = new TestCluster(3);
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            ids.add(cluster.askUntil("generate_ok", "n" + i % 3, "{'type': 'generate'}")
                    .integer("id"));
        }
        assertThat(ids).doesNotHaveDuplicates().isSorted();
        List<CompletableFuture<Body>> atOnce = IntStream.range(0, 30)
                .mapToObj(i -> cluster.send("n" + i % 3, TestCluster.json("{'type': 'generate'}")))
                .toList();
        assertThat(atOnce.stream().map(answer -> answer.join().integer("id")))
                .doesNotHaveDuplicates()
                .doesNotContainAnyElementsOf(ids);
    }

    @Test
    void anEchoNeedsNobodyElse() {
        cluster = new TestCluster(3);
        assertThat(cluster.ask("n1", "{'type': 'echo', 'echo': {'a': [1, null]}}")
                        .any("echo"))
                .hasToString("{\"a\":[1,null]}");
    }

    @Test
    void whatCannotBeUnderstoodIsRefusedAndStopsNothing() {
        cluster = new TestCluster(1);
        cluster.askUntil("write_ok", "n0", "{'type': 'write', 'key': 1, 'value': 1}");

        assertThat(cluster.ask("n0", "{'type': 'dance'}").integer("code")).isEqualTo(10);
        assertThat(cluster.ask("n0", "{'type': 7}").integer("code")).isEqualTo(12);
        assertThat(cluster.ask("n0", "{'type': 'raft', 'kind': 'append_entries'}")
                        .integer("code"))
                .isEqualTo(10);
        assertThat(cluster.ask("n0", "{'type': 'write', 'key': 1}").integer("code"))
                .isEqualTo(12);
        assertThat(cluster.ask("n0", "{'type': 'read', 'key': '%s'}".formatted("x".repeat(600)))
                        .integer("code"))
                .isEqualTo(12);
        assertThat(cluster.ask("n0", "{'type': 'write', 'key': 1, 'value': '%s'}".formatted("x".repeat(70_000)))
                        .integer("code"))
                .isEqualTo(12);
        assertThat(cluster.ask("n0", "{'type': 'acquire', 'resource': 'r', 'session': 'x'}")
                        .integer("code"))
                .isEqualTo(20);
        assertThat(cluster.ask("n0", "{'type': 'init', 'node_id': 'n1', 'node_ids': ['n1']}")
                        .integer("code"))
                .isEqualTo(12);
        assertThat(cluster.ask("n0", "{'type': 'clock', 'rate_ppm': 20000, 'wall_offset_ms': 0}")
                        .integer("code"))
                .isEqualTo(12);
        assertThat(cluster.ask("n0", "{'type': 'read', 'key': 1}").integer("value"))
                .isEqualTo(1);
    }
}
