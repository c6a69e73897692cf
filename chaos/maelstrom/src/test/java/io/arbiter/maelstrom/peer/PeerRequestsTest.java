package io.arbiter.maelstrom.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonObject;
import io.arbiter.maelstrom.wire.ErrorCode;
import io.arbiter.maelstrom.wire.Message;
import io.arbiter.maelstrom.wire.RefusedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Two nodes and a network that the test keeps: it passes messages on when it chooses, and as often as it chooses. */
class PeerRequestsTest {
    private static final Duration LONG = Duration.ofSeconds(60);

    private final ArrayDeque<Message> network = new ArrayDeque<>();
    private final List<Message> delivered = new ArrayList<>();
    private final Map<String, PeerRequests> nodes = new HashMap<>();
    private int carriedOut;

    PeerRequestsTest() {
        nodes.put("a", new PeerRequests("a", network::add));
        start("b");
    }

    private void start(String node) {
        var requests = new PeerRequests(node, network::add);
        requests.handle("count", body -> {
            carriedOut++;
            var answer = new JsonObject();
            answer.addProperty("count", carriedOut);
            return CompletableFuture.completedFuture(answer);
        });
        requests.handle("refuse", body -> {
            throw new RefusedException(ErrorCode.PRECONDITION_FAILED, "no");
        });
        nodes.put(node, requests);
    }

    private CompletableFuture<JsonObject> ask(String type) {
        return nodes.get("a").ask("b", type, new JsonObject(), LONG);
    }

    private void deliverAll() {
        while (!network.isEmpty()) {
            Message message = network.poll();
            delivered.add(message);
            nodes.get(message.dest()).receive(message);
        }
    }

    private void deliverAgainWhatCameTo(String node) {
        network.addAll(delivered.stream()
                .filter(message -> message.dest().equals(node))
                .toList());
        deliverAll();
    }

    @Test
    void aRequestIsAnswered() {
        CompletableFuture<JsonObject> answer = ask("count");
        deliverAll();
        assertThat(answer.join().get("count").getAsInt()).isEqualTo(1);
    }

    @Test
    void copiesAreNotCarriedOut() {
        ask("count");
        deliverAll();
        deliverAgainWhatCameTo("b");
        deliverAgainWhatCameTo("a");
        assertThat(carriedOut).isEqualTo(1);
    }

    /** A later life does not carry out requests to an earlier one, because it does not know what that one did. */
    @Test
    void copiesForAnEarlierLifeAreNotCarriedOut() {
        ask("count");
        deliverAll();
        start("b");
        deliverAgainWhatCameTo("b");
        assertThat(carriedOut).isEqualTo(1);

        CompletableFuture<JsonObject> next = ask("count");
        deliverAll();
        assertThat(next.join().get("count").getAsInt()).isEqualTo(2);
    }

    @Test
    void aRefusalIsToldAsOne() {
        CompletableFuture<JsonObject> answer = ask("refuse");
        deliverAll();
        assertThatThrownBy(answer::join)
                .cause()
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.PRECONDITION_FAILED));
    }

    @Test
    void withoutAnAnswerTheOutcomeIsUnknown() {
        CompletableFuture<JsonObject> answer = nodes.get("a").ask("b", "count", new JsonObject(), Duration.ofMillis(1));
        assertThatThrownBy(answer::join).hasCauseInstanceOf(NoAnswerException.class);
    }

    @Test
    void anotherNodesAnswerDoesNotCount() {
        CompletableFuture<JsonObject> answer = ask("count");
        Message sent = network.poll();
        JsonObject forged = sent.body().json().deepCopy();
        forged.addProperty("type", "peer_ok");
        nodes.get("a").receive(new Message("c", "a", forged));
        assertThat(answer).isNotDone();
    }
}
