package io.arbiter.maelstrom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.maelstrom.fault.Wrong;
import io.arbiter.maelstrom.wire.Message;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are answered, and those that must not be. */
class ConnectionTest {
    private static final String INIT = "{'type': 'init', 'msg_id': 1, 'node_id': 'n0', 'node_ids': ['n0', 'n1', 'n2']}";

    private final BlockingQueue<Message> toClients = new LinkedBlockingQueue<>();
    private final BlockingQueue<Message> errorsToPeers = new LinkedBlockingQueue<>();
    private final Connection connection =
            new Connection(new NodeOptions(Optional.empty(), Wrong.NOTHING), this::note, (code, reason, cause) -> {
                throw new IllegalStateException(reason, cause);
            });

    private void note(Message message) {
        if (message.dest().startsWith("c")) {
            toClients.add(message);
        } else if (message.body().type().equals("error")) {
            errorsToPeers.add(message);
        }
    }

    @AfterEach
    void close() throws IOException {
        connection.close();
    }

    private void receive(String from, String body) throws Exception {
        connection.receive(new Message(from, "n0", TestCluster.json(body)).toLine());
    }

    private Message answer() {
        return await().atMost(TestCluster.PATIENCE).until(toClients::poll, answer -> answer != null);
    }

    @Test
    void nobodyIsToldWhoCouldNotTellWhatItAnswers() throws Exception {
        receive("c1", "{'type': 'read', 'key': 1}");
        receive("n1", "{'type': 'raft'}");
        receive("c1", INIT);
        assertThat(answer().body().type()).isEqualTo("init_ok");
        receive("n1", "{'type': 'raft', 'msg_id': 2}");
        receive("n1", "{'type': 'forward', 'msg_id': 3}");
        receive("n1", "{'type': 'error', 'code': 10, 'text': 'x'}");
        receive("c1", "{'type': 'error', 'code': 10, 'text': 'x', 'in_reply_to': 4}");

        receive("c1", "{'type': 'echo', 'msg_id': 5, 'echo': 0}");
        assertThat(answer().body().integer("in_reply_to")).isEqualTo(5);
        assertThat(toClients).isEmpty();
        assertThat(errorsToPeers).isEmpty();
    }

    @Test
    void initMayComeTwice() throws Exception {
        receive("c1", INIT);
        receive("c1", INIT);
        assertThat(answer().body().type()).isEqualTo("init_ok");
        assertThat(answer().body().type()).isEqualTo("init_ok");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type': 'init', 'msg_id': 1}",
                "{'type': 'init', 'msg_id': 1, 'node_id': 'n0'}",
                "{'type': 'init', 'msg_id': 1, 'node_id': 'n0', 'node_ids': ['n1']}",
                "{'type': 'init', 'msg_id': 1, 'node_id': 'n0', 'node_ids': ['n0', 'n0']}",
                "{'type': 'init', 'msg_id': 1, 'node_id': '..', 'node_ids': ['..']}",
                "{'type': 'init', 'msg_id': 1, 'node_id': 'n0', 'node_ids': ['n0', 7]}"
            })
    void anInitThatMakesNoSenseIsRefused(String init) throws Exception {
        receive("c1", init);
        assertThat(answer().body().integer("code")).isEqualTo(12);
    }
}
