package io.arbiter.chaos.bench.process;

import io.arbiter.chaos.bench.loop.EventLoop;
import io.arbiter.chaos.bench.net.Network;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** All nodes of a run: n1, n2, ... They die with it, also if it is interrupted. */
public final class Nodes implements AutoCloseable {
    private final List<Node> nodes;
    private final Thread onInterrupt = new Thread(this::killAll, "kill-nodes");

    public Nodes(int count, NodeCommand command, EventLoop loop, Network network) {
        nodes = IntStream.rangeClosed(1, count)
                .mapToObj(number -> new Node("n" + number, command, loop, network::send))
                .toList();
        nodes.forEach(node -> network.attach(node.name(), node::deliver));
        Runtime.getRuntime().addShutdownHook(onInterrupt);
    }

    public List<Node> list() {
        return nodes;
    }

    public List<String> names() {
        return nodes.stream().map(Node::name).toList();
    }

    /** @throws IllegalArgumentException if there is none of that name */
    public Node named(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no node " + name + " in " + names()));
    }

    /** On the loop. Completes when all have answered {@code init}. */
    public CompletableFuture<Void> start() {
        return CompletableFuture.allOf(
                nodes.stream().map(node -> node.start(names())).toArray(CompletableFuture<?>[]::new));
    }

    private void killAll() {
        nodes.forEach(Node::close);
    }

    @Override
    public void close() {
        killAll();
        try {
            Runtime.getRuntime().removeShutdownHook(onInterrupt);
        } catch (IllegalStateException e) {
            // The program is ending: the hook runs already, and killing twice does no harm.
            return;
        }
    }
}
