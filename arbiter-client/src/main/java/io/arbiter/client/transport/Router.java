package io.arbiter.client.transport;

import io.arbiter.client.gate.ClientClock;
import io.grpc.ManagedChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Chooses the node for an attempt: the leader that answers named last, else a node that was not tried yet and
 * did not fail lately. Any node will do, since followers forward. Confined to the loop.
 */
public final class Router {
    /** The endpoints and the leaders that answers name: more than any cluster has. */
    private static final int MAX_NODES = 32;

    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Function<String, ManagedChannel> channels;
    private final EventLoop loop;
    private final ClientClock clock;
    private String leader = "";
    private int turn;

    public Router(List<String> endpoints, Function<String, ManagedChannel> channels, EventLoop loop,
            ClientClock clock) {
        this.channels = channels;
        this.loop = loop;
        this.clock = clock;
        endpoints.forEach(this::add);
    }

    private Node add(String address) {
        return nodes.computeIfAbsent(address,
                key -> new Node(key, channels.apply(key), loop, clock, this::leaderSeen));
    }

    /** The best node that is not among those; if all are, the best of all. */
    public Node pick(Set<Node> tried) {
        Node known = nodes.get(leader);
        if (known != null && !tried.contains(known) && !known.isToBeAvoided()) {
            return known;
        }
        List<Node> all = inTurn();
        return all.stream().filter(node -> !tried.contains(node) && !node.isToBeAvoided()).findFirst()
                .or(() -> all.stream().filter(node -> !tried.contains(node)).findFirst())
                .or(() -> all.stream().filter(node -> !node.isToBeAvoided()).findFirst())
                .orElse(all.get(0));
    }

    /** The node with that address, connected to if it is not one of the endpoints. */
    public Node node(String address) {
        if (!nodes.containsKey(address) && nodes.size() >= MAX_NODES) {
            throw new IllegalStateException("this client knows " + nodes.size() + " nodes, expected at most "
                    + MAX_NODES + ": ask " + address + " with another client");
        }
        return add(address);
    }

    /** How many nodes are known. */
    public int size() {
        return nodes.size();
    }

    /** Without a leader, begins with the node that answered; another one only when that fails. */
    private List<Node> inTurn() {
        List<Node> all = new ArrayList<>(nodes.values());
        Collections.rotate(all, -turn);
        if (all.get(0).isToBeAvoided()) {
            turn = (turn + 1) % all.size();
        }
        return all;
    }

    private void leaderSeen(String address) {
        if (nodes.containsKey(address) || nodes.size() < MAX_NODES) {
            add(address);
            leader = address;
        }
    }

    /** Closes all connections; every call under way fails. */
    public void close() {
        nodes.values().forEach(node -> node.channel().shutdownNow());
    }
}
