package io.arbiter.chaos.bench.process;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.arbiter.chaos.bench.loop.EventLoop;
import io.arbiter.chaos.bench.net.Message;
import io.arbiter.testsupport.process.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** One node, through all its lives. On the loop only. */
public final class Node {
    /** Limit for an {@code init}: far more than Maelstrom allows, for slow machines. */
    static final Duration INIT_LIMIT = Duration.ofSeconds(120);
    /** Sender of {@code init} and {@code clock}: not over the network, which may be cut. */
    private static final String CONTROL = "c0";

    private final String name;
    private final NodeCommand command;
    private final EventLoop loop;
    private final Consumer<Message> network;
    private final Map<Long, Consumer<Message>> pending = new HashMap<>();
    private List<String> all = List.of();
    /** Null while it is dead. Also read when the program ends. */
    private volatile Process process;

    private volatile boolean closed;
    private Pipe pipe;
    private CompletableFuture<Void> initialised = new CompletableFuture<>();
    private Future<?> initLimit = new CompletableFuture<>();
    private boolean ready;
    private long lastMessage;

    /** @param network takes the node's messages */
    Node(String name, NodeCommand command, EventLoop loop, Consumer<Message> network) {
        this.name = name;
        this.command = command;
        this.loop = loop;
        this.network = network;
    }

    public String name() {
        return name;
    }

    /** Starts a process and sends it its name. Completes when it has answered. */
    CompletableFuture<Void> start(List<String> names) {
        all = List.copyOf(names);
        if (closed) {
            return new CompletableFuture<>();
        }
        Process started = command.start(name);
        process = started;
        pipe = new Pipe(
                name,
                started,
                line -> loop.execute(() -> received(started, line)),
                () -> loop.execute(() -> ended(started)));
        initLimit = loop.after(
                INIT_LIMIT,
                () -> loop.fail(new NodeFailedException("node " + name + " did not answer init within "
                        + INIT_LIMIT.toSeconds() + " s; " + command.lastWords(name))));
        initialised = new CompletableFuture<>();
        ask(initBody(), reply -> {
            requireType(reply, "init_ok");
            ready = true;
            endInit();
        });
        return initialised;
    }

    /** It has answered, or was killed before it could: no caller need wait for this life any more. */
    private void endInit() {
        initLimit.cancel(false);
        initialised.complete(null);
    }

    private JsonObject initBody() {
        var body = new JsonObject();
        body.addProperty("type", "init");
        body.addProperty("node_id", name);
        var ids = new JsonArray();
        all.forEach(ids::add);
        body.add("node_ids", ids);
        return body;
    }

    private void requireType(Message reply, String type) {
        if (!reply.type().equals(type)) {
            throw new NodeFailedException("node " + name + " answered " + reply.line() + ", expected " + type);
        }
    }

    /** Asks past the network. Not answered if the node dies first. */
    public void ask(JsonObject body, Consumer<Message> then) {
        body.addProperty("msg_id", ++lastMessage);
        pending.put(lastMessage, then);
        pipe.send(new Message(CONTROL, name, body));
    }

    /** A message from the network; lost unless the node is initialised. */
    void deliver(Message message) {
        if (ready) {
            pipe.send(message);
        }
    }

    private void received(Process from, String line) {
        if (from != process) {
            return;
        }
        Message message = parse(line);
        if (!message.src().equals(name)) {
            throw new NodeFailedException("node " + name + " sent a message as " + message.src() + ": " + line);
        }
        if (message.dest().equals(CONTROL)) {
            Consumer<Message> then = pending.remove(message.inReplyTo());
            if (then != null) {
                then.accept(message);
            }
        } else {
            network.accept(message);
        }
    }

    private Message parse(String line) {
        try {
            return Message.parse(line);
        } catch (IllegalArgumentException e) {
            throw new NodeFailedException(
                    "node " + name + " wrote to its standard output: " + line + "\n" + e.getMessage()
                            + "; logs belong on standard error",
                    e);
        }
    }

    private void ended(Process which) {
        if (which == process) {
            throw new NodeFailedException("node " + name + " ended by itself; " + command.lastWords(name));
        }
    }

    /** SIGKILL. */
    public void kill() {
        endInit();
        ready = false;
        pending.clear();
        destroy();
    }

    /** Kills it permanently, from any thread. */
    void close() {
        closed = true;
        destroy();
    }

    private void destroy() {
        Process dead = process;
        process = null;
        if (dead != null) {
            dead.descendants().forEach(ProcessHandle::destroyForcibly);
            dead.destroyForcibly();
        }
    }

    /** Starts it again with its data, if it does not run. Completes when it is initialised, or killed again. */
    public CompletableFuture<Void> restart() {
        return process == null ? start(all) : initialised;
    }

    /** SIGSTOP. */
    public void pause() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            if (process != null) {
                Shell.signalTree(signal, process.toHandle());
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot send SIG" + signal + " to node " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    public boolean isReady() {
        return ready;
    }
}
