package io.arbiter.client.internal.transport;

import io.arbiter.client.gate.ClientClock;
import io.grpc.ManagedChannel;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the node for an attempt: the leader that answers named last, otherwise a node that was not tried yet and did
 * not fail lately, preferably a connected one: a connection that is still being opened may lead to a node that hangs.
 * Any node will do, because followers forward. Confined to the loop.
 */
public final class CallRouter implements NodeNews {
    private static final Logger LOG = LoggerFactory.getLogger(CallRouter.class);
    /** The endpoints and the leaders that answers name: more than any cluster has. */
    private static final int MAX_NODES = 32;

    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final Function<String, ManagedChannel> channels;
    private final EventLoop loop;
    private final ClientClock clock;
    private final ClusterBinding cluster;
    private Consumer<CallFailedException> onOtherCluster = failure -> {};
    private String leader = "";
    private String badLeader = "";
    private int turn;

    public CallRouter(
            List<String> endpoints, Function<String, ManagedChannel> channels, EventLoop loop, ClientClock clock) {
        this(endpoints, channels, loop, clock, false);
    }

    /** @param stayWithCluster whether the first cluster that answers is the only one to be asked */
    public CallRouter(
            List<String> endpoints,
            Function<String, ManagedChannel> channels,
            EventLoop loop,
            ClientClock clock,
            boolean stayWithCluster) {
        this.cluster = ClusterBinding.unbound(stayWithCluster);
        this.channels = channels;
        this.loop = loop;
        this.clock = clock;
        endpoints.forEach(this::add);
    }

    private Node add(String address) {
        return nodes.computeIfAbsent(
                address, key -> new Node(new Node.Connection(key, channels.apply(key), cluster), loop, clock, this));
    }

    /** The cluster that the calls of this client are bound to. */
    public ClusterBinding cluster() {
        return cluster;
    }

    /** @param told called once each time that another cluster answers */
    public void onOtherCluster(Consumer<CallFailedException> told) {
        onOtherCluster = told;
    }

    /** The best node that is not among those; if all are, the best of all. */
    public Node pick(Set<Node> tried) {
        Node known = nodes.get(leader);
        if (known != null && !tried.contains(known) && !known.isToBeAvoided() && isWorthConnecting(known, tried)) {
            return known;
        }
        List<Node> all = inTurn();
        List<Node> good = all.stream()
                .filter(node -> !tried.contains(node) && !node.isToBeAvoided())
                .toList();
        return good.stream()
                .filter(Node::isConnected)
                .findFirst()
                .or(() -> good.stream().findFirst())
                .or(() -> all.stream().filter(node -> !tried.contains(node)).findFirst())
                .or(() -> all.stream().filter(node -> !node.isToBeAvoided()).findFirst())
                .orElse(all.get(0));
    }

    /** While the connection to the leader is still being opened, a connected node forwards sooner. */
    private boolean isWorthConnecting(Node candidate, Set<Node> tried) {
        return candidate.isConnected()
                || nodes.values().stream()
                        .noneMatch(node -> !tried.contains(node) && !node.isToBeAvoided() && node.isConnected());
    }

    /** The state of the nodes, for people: which do not answer, and why. */
    public String standing() {
        List<String> silent = nodes.values().stream()
                .filter(node -> !node.trouble().isEmpty())
                .map(node -> node.address() + " (" + node.trouble() + ")")
                .toList();
        return silent.isEmpty()
                ? "all nodes that were asked answer"
                : silent.size() + " of " + nodes.size() + " nodes are in trouble: " + String.join(", ", silent);
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

    /** Without a leader, starts with the node that answered; another one only when that fails. */
    private List<Node> inTurn() {
        List<Node> all = new ArrayList<>(nodes.values());
        Collections.rotate(all, -turn);
        if (all.get(0).isToBeAvoided()) {
            turn = (turn + 1) % all.size();
        }
        return all;
    }

    @Override
    public void leaderSeen(String address) {
        if (address.equals(badLeader) || !nodes.containsKey(address) && nodes.size() >= MAX_NODES) {
            return;
        }
        try {
            add(address).connectSoon();
            leader = address;
        } catch (RuntimeException e) {
            // Any exception of the channel factory about it.
            badLeader = address;
            LOG.warn(
                    "a node names '{}' as the leader's address, which cannot be used: {}; its calls go through others",
                    address,
                    e.getMessage());
        }
    }

    @Override
    public void otherCluster(CallFailedException failure) {
        if (!cluster.unbind(failure.metadata().getOrDefault("expected", ""))) {
            return;
        }
        onOtherCluster.accept(failure);
        nodes.values().forEach(node -> node.reset("another cluster answers"));
    }

    /** Closes all connections; every call under way fails. */
    public void close() {
        nodes.values().forEach(Node::close);
    }
}
