package io.arbiter.maelstrom;

import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.arbiter.maelstrom.fault.Wrong;
import io.arbiter.maelstrom.wire.Body;
import io.arbiter.maelstrom.wire.Message;
import io.arbiter.server.exit.StartException;
import io.arbiter.testsupport.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Nodes in this process, wired by a router that can cut nodes off and repeat every message. */
final class TestCluster implements AutoCloseable {
    static final Duration PATIENCE = Patience.PATIENCE;
    private static final String CLIENT = "c1";

    private final List<String> ids;
    private final Map<String, Connection> nodes = new TreeMap<>();
    private final Map<String, ExecutorService> readers = new ConcurrentHashMap<>();
    private final Map<Long, CompletableFuture<Body>> asked = new ConcurrentHashMap<>();
    private final Set<String> cutOff = ConcurrentHashMap.newKeySet();
    private final AtomicLong lastId = new AtomicLong();
    private volatile boolean repeating;
    private volatile String lastAppender = "";

    TestCluster(int size) {
        this(size, Wrong.NOTHING);
    }

    TestCluster(int size, Wrong wrong) {
        ids = IntStream.range(0, size).mapToObj(i -> "n" + i).toList();
        var options = new NodeOptions(Optional.empty(), wrong);
        for (String id : ids) {
            readers.put(id, Executors.newSingleThreadExecutor());
            nodes.put(id, new Connection(options, this::route, (code, reason, cause) -> {
                throw new IllegalStateException(reason, cause);
            }));
        }
        ids.stream()
                .map(id -> send(
                        id,
                        json("{'type': 'init', 'node_id': '%s', 'node_ids': %s}"
                                .formatted(
                                        id,
                                        ids.stream()
                                                .map(node -> "'" + node + "'")
                                                .toList()))))
                .toList()
                .forEach(CompletableFuture::join);
    }

    static JsonObject json(String text) {
        return JsonParser.parseString(text.replace('\'', '"')).getAsJsonObject();
    }

    List<String> ids() {
        return ids;
    }

    /** Every message between nodes from now on comes twice. */
    void repeatMessages() {
        repeating = true;
    }

    private void route(Message message) {
        if (!readers.containsKey(message.dest())) {
            CompletableFuture<Body> answer = asked.remove(message.body().integer("in_reply_to"));
            if (answer != null) {
                answer.complete(message.body());
            }
        } else if (!cutOff.contains(message.src()) && !cutOff.contains(message.dest())) {
            note(message);
            deliver(message);
            if (repeating) {
                deliver(message);
            }
        }
    }

    private void note(Message message) {
        if (message.body().has("kind") && message.body().text("kind").equals("append_entries")) {
            lastAppender = message.src();
        }
    }

    private void deliver(Message message) {
        String line = message.toLine();
        ExecutorService reader = readers.get(message.dest());
        if (!reader.isShutdown()) {
            reader.execute(() -> take(message.dest(), line));
        }
    }

    private void take(String node, String line) {
        try {
            nodes.get(node).receive(line);
        } catch (StartException e) {
            throw new IllegalStateException(e);
        }
    }

    CompletableFuture<Body> send(String node, JsonObject body) {
        long id = lastId.incrementAndGet();
        body.addProperty("msg_id", id);
        var answer = new CompletableFuture<Body>();
        asked.put(id, answer);
        deliver(new Message(CLIENT, node, body));
        return answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    Body ask(String node, String body) {
        return send(node, json(body)).join();
    }

    /** Asks until the answer has the type, as a client would while there is no leader. */
    Body askUntil(String type, String node, String body) {
        return await().atMost(PATIENCE)
                .until(() -> ask(node, body), answer -> answer.type().equals(type));
    }

    /** Cuts the leader off from the other nodes, not from its clients. */
    String cutOffLeader() {
        String leader = lastAppender;
        cutOff.add(leader);
        return leader;
    }

    void heal() {
        cutOff.clear();
    }

    String another(String than) {
        return ids.stream().filter(id -> !id.equals(than)).findFirst().orElseThrow();
    }

    @Override
    public void close() {
        readers.values().forEach(ExecutorService::shutdownNow);
        nodes.values().forEach(TestCluster::close);
    }

    private static void close(Connection node) {
        try {
            node.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
