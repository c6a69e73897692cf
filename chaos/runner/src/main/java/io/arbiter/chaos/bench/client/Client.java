package io.arbiter.chaos.bench.client;

import com.google.gson.JsonObject;
import io.arbiter.chaos.bench.loop.EventLoop;
import io.arbiter.chaos.bench.net.Message;
import io.arbiter.chaos.bench.net.Network;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Asks one node over the network. A reply that comes after the time-out is ignored. On the loop only. */
public final class Client {
    private record Pending(Consumer<Answer> then, Future<?> timeout) {}

    private final String name;
    private final String node;
    private final EventLoop loop;
    private final Network network;
    private final Map<Long, Pending> pending = new HashMap<>();
    private long lastMessage;

    public Client(String name, String node, EventLoop loop, Network network) {
        this.name = name;
        this.node = node;
        this.loop = loop;
        this.network = network;
        network.attach(name, this::received);
    }

    public String name() {
        return name;
    }

    public String node() {
        return node;
    }

    void ask(JsonObject body, Duration timeout, Consumer<Answer> then) {
        long number = ++lastMessage;
        JsonObject numbered = body.deepCopy();
        numbered.addProperty("msg_id", number);
        pending.put(number, new Pending(then, loop.after(timeout, () -> answered(number, Answer.timeout()))));
        network.send(new Message(name, node, numbered));
    }

    private void received(Message message) {
        answered(message.inReplyTo(), Answer.of(message.body()));
    }

    private void answered(long number, Answer answer) {
        Pending asked = pending.remove(number);
        if (asked != null) {
            asked.timeout().cancel(false);
            asked.then().accept(answer);
        }
    }
}
