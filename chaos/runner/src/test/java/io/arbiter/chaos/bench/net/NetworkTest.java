package io.arbiter.chaos.bench.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import io.arbiter.chaos.bench.loop.EventLoop;
import io.arbiter.chaos.bench.loop.RunClock;
import io.arbiter.chaos.bench.loop.SeededRandom;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NetworkTest {
    private static final int COUNT = 300;

    private final EventLoop loop = new EventLoop();
    private final RunClock clock = new RunClock();
    private final List<Integer> arrived = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        clock.start();
    }

    @AfterEach
    void stop() {
        loop.close();
    }

    private Network network(String latency, double loss, double duplicate, double reorder) {
        var network = new Network(
                loop, clock, new SeededRandom(3), new LinkQuality(Latency.parse(latency), loss, duplicate, reorder));
        for (String name : List.of("n2", "c1")) {
            network.attach(
                    name, message -> arrived.add(message.body().get("number").getAsInt()));
        }
        return network;
    }

    private void sendAll(Network network, String from, String to) throws InterruptedException {
        loop.call(() -> send(network, from, to));
    }

    private static void send(Network network, String from, String to) {
        IntStream.range(0, COUNT).forEach(number -> {
            var body = new JsonObject();
            body.addProperty("number", number);
            network.send(new Message(from, to, body));
        });
    }

    private static void awaitAll(Network network, int expected) {
        await().until(() -> network.carried() + network.dropped() == expected);
    }

    @Test
    void messagesKeepTheirOrderHoweverLateTheyAre() throws InterruptedException {
        Network network = network("exponential:3ms", 0, 0, 0);
        sendAll(network, "n1", "n2");
        awaitAll(network, COUNT);
        assertThat(arrived).hasSize(COUNT).isSorted();
    }

    @Test
    void someAreOvertakenIfSoAsked() throws InterruptedException {
        Network network = network("0ms", 0, 0, 0.2);
        sendAll(network, "n1", "n2");
        awaitAll(network, COUNT);
        assertThat(arrived)
                .hasSize(COUNT)
                .doesNotHaveDuplicates()
                .isNotEqualTo(arrived.stream().sorted().toList());
    }

    @Test
    void aShareIsLost() throws InterruptedException {
        Network network = network("0ms", 0.3, 0, 0);
        sendAll(network, "n1", "n2");
        awaitAll(network, COUNT);
        assertThat(network.dropped()).isBetween(COUNT / 5L, COUNT / 2L);
        assertThat(arrived).hasSize(COUNT - (int) network.dropped());
    }

    @Test
    void nodesMayHearThingsTwiceButClientsNever() throws InterruptedException {
        Network network = network("0ms", 0, 1, 0);
        sendAll(network, "n1", "n2");
        awaitAll(network, 2 * COUNT);
        sendAll(network, "n2", "c1");
        awaitAll(network, 3 * COUNT);
        assertThat(arrived).hasSize(3 * COUNT);
    }

    @Test
    void whatIsCutDoesNotArriveEvenIfItWasOnItsWay() throws InterruptedException {
        Network network = network("20ms", 0, 0, 0);
        var cut = new Partition("n1 is not heard", Set.of(new Route("n1", "n2")));
        loop.call(() -> {
            send(network, "n1", "n2");
            network.begin(cut);
            send(network, "n1", "n2");
        });
        awaitAll(network, 2 * COUNT);
        assertThat(arrived).isEmpty();
        loop.call(() -> network.end(cut));
        sendAll(network, "n1", "n2");
        awaitAll(network, 3 * COUNT);
        assertThat(arrived).hasSize(COUNT);
    }

    @Test
    void whoTalksMostIsTakenForTheLeader() throws InterruptedException {
        Network network = network("0ms", 0, 0, 0);
        sendAll(network, "n3", "n2");
        sendAll(network, "n2", "c1");
        assertThat(network.busiest(List.of("n1", "n2", "n3"))).isEqualTo("n3");
    }
}
