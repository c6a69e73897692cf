package io.arbiter.chaos.bench.toy;

import com.google.gson.JsonObject;
import io.arbiter.chaos.bench.net.Message;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A node that knows all workloads: n1 does everything, the others forward to it. Right as long as n1 lives; wrong on
 * purpose if started with the name of a {@link Wrong}.
 */
public final class ToyNode {
    private static final String PRIMARY = "n1";
    private static final String END = "";

    private final Wrong wrong;
    private final ToyRegisters registers;
    private final ToyLeases leases;
    private final Map<Long, Consumer<JsonObject>> forwarded = new HashMap<>();
    private final Set<String> served = new HashSet<>();
    private String self = "";
    private long forwards;
    private long ids;

    private ToyNode(Wrong wrong) {
        this.wrong = wrong;
        this.registers = new ToyRegisters(wrong);
        this.leases = new ToyLeases(wrong);
    }

    public static void main(String[] args) throws InterruptedException {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        var reader = new Thread(() -> {
            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                    .lines()
                    .forEach(lines::add);
            lines.add(END);
        });
        reader.setDaemon(true);
        reader.start();
        var node = new ToyNode(args.length == 0 ? Wrong.NOTHING : Wrong.named(args[0]));
        for (String line = lines.take(); !END.equals(line); line = lines.poll(10, TimeUnit.MILLISECONDS)) {
            if (line != null) {
                node.received(Message.parse(line));
            }
            node.leases.tick();
        }
    }

    private void received(Message message) {
        switch (message.type()) {
            case "init" -> {
                self = message.body().get("node_id").getAsString();
                reply(message, new JsonObject());
            }
            case "forward" -> serveOnce(message);
            case "forwarded" -> {
                Consumer<JsonObject> then =
                        forwarded.remove(message.body().get("id").getAsLong());
                if (then != null) {
                    then.accept(message.body().getAsJsonObject("answer"));
                }
            }
            default -> ask(message.body(), answer -> reply(message, answer));
        }
    }

    private void ask(JsonObject request, Consumer<JsonObject> then) {
        if (self.equals(PRIMARY)) {
            serve(request, then);
            return;
        }
        forwarded.put(++forwards, then);
        var body = new JsonObject();
        body.addProperty("type", "forward");
        body.addProperty("id", forwards);
        body.add("request", request);
        send(PRIMARY, body);
    }

    /** The network may repeat its messages. */
    private void serveOnce(Message message) {
        if (!served.add(message.src() + message.body().get("id"))) {
            return;
        }
        serve(message.body().getAsJsonObject("request"), answer -> {
            var body = new JsonObject();
            body.addProperty("type", "forwarded");
            body.add("id", message.body().get("id"));
            body.add("answer", answer);
            send(message.src(), body);
        });
    }

    private void serve(JsonObject request, Consumer<JsonObject> then) {
        try {
            if (request.get("type").getAsString().equals("acquire")) {
                leases.acquire(request, then);
            } else {
                then.accept(serve(request));
            }
        } catch (ToyError e) {
            then.accept(error(e.code, e.getMessage()));
        }
    }

    private JsonObject serve(JsonObject request) {
        return switch (request.get("type").getAsString()) {
            case "echo" -> echo(request);
            case "generate" -> generate();
            case "read" -> request.has("key") ? registers.read(request) : leases.holder(request);
            case "write" -> registers.write(request);
            case "cas" -> registers.cas(request);
            case "open" -> leases.open(request);
            case "renew" -> leases.renew(request);
            case "release" -> leases.release(request);
            case "guarded_read" -> leases.guardedRead(request);
            case "guarded_write" -> leases.guardedWrite(request);
            default -> throw new ToyError(10, "unknown request");
        };
    }

    private JsonObject echo(JsonObject request) {
        var reply = new JsonObject();
        reply.addProperty(
                "echo", wrong == Wrong.DEAF ? "what?" : request.get("echo").getAsString());
        return reply;
    }

    private JsonObject generate() {
        ids++;
        var reply = new JsonObject();
        reply.addProperty("id", wrong == Wrong.REPEATED_IDS && ids % 20 == 0 ? ids / 2 : ids);
        return reply;
    }

    static JsonObject error(int code, String text) {
        var body = new JsonObject();
        body.addProperty("type", "error");
        body.addProperty("code", code);
        body.addProperty("text", text);
        return body;
    }

    private void reply(Message request, JsonObject answer) {
        JsonObject body = answer.deepCopy();
        if (!body.has("type")) {
            body.addProperty("type", request.type() + "_ok");
        }
        body.add("in_reply_to", request.body().get("msg_id"));
        send(request.src(), body);
    }

    private void send(String to, JsonObject body) {
        System.out.println(new Message(self, to, body).line());
    }
}
