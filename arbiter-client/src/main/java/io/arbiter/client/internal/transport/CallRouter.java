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
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses the node for an attempt: the leader that answers named last, otherwise a node that was not tried yet and did
 * not fail lately, preferably a connected one: a connection that is still being opened may lead to a node that hangs.
 * Any node will do, because followers forward; one of another cluster only if no other is left. Confined to the loop.
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

    /** @param told called each time that another cluster took the place of the one before */
    public void onOtherCluster(Consumer<CallFailedException> told) {
        onOtherCluster = told;
    }

    /** The best node that is not among those; if all are, the best of all. */
    public Node pick(Set<Node> tried) {
        Node known = nodes.get(leader);
        if (known != null && isGood(known, tried) && isWorthConnecting(known, tried)) {
            return known;
        }
        List<Node> all = inTurn();
        Stream<Predicate<Node>> wishes = Stream.of(
                node -> isGood(node, tried) && node.isConnected(),
                node -> isGood(node, tried),
                node -> !tried.contains(node) && !node.membership().isStray(),
                node -> !tried.contains(node),
                node -> !node.isToBeAvoided());
        return wishes.flatMap(wish -> all.stream().filter(wish)).findFirst().orElse(all.get(0));
    }

    private static boolean isGood(Node node, Set<Node> tried) {
        return !tried.contains(node) && !node.isToBeAvoided();
    }

    /** While the connection to the leader is still being opened, a connected node forwards sooner. */
    private boolean isWorthConnecting(Node candidate, Set<Node> tried) {
        return candidate.isConnected()
                || nodes.values().stream().noneMatch(node -> isGood(node, tried) && node.isConnected());
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
    public void clusterActed() {
        cluster.relyOn();
    }

    @Override
    public boolean isReplacedBy(Node node, CallFailedException failure) {
        String expected = failure.metadata().getOrDefault("expected", "");
        String actual = failure.metadata().getOrDefault("actual", "?");
        if (!cluster.id().equals(expected)) {
            return true; // Of a call that was made for a cluster that this client has left.
        }
        boolean news = node.membership().deny(actual);
        if (isReplaced()) {
            return true;
        }
        if (news) {
            LOG.warn(
                    "{} belongs to cluster {}, and other nodes to {}, which this client stays with: it is not used;"
                            + " check the endpoints, and where their names lead",
                    node.address(),
                    actual,
                    expected);
        }
        return false;
    }

    /**
     * One foreign node among good ones is a mistake in the endpoints, or a name that leads elsewhere. It takes that no
     * node is left which may belong to the cluster, and either a former member or most of the nodes among the foreign
     * ones: an outage of the cluster leaves such a node alone as well.
     */
    private boolean isReplaced() {
        if (!cluster.isReliedOn()) {
            return true;
        }
        if (nodes.values().stream().anyMatch(Node::mayBeMember)) {
            return false;
        }
        long strays = nodes.values().stream()
                .filter(node -> node.membership().isStray())
                .count();
        return 2 * strays > nodes.size()
                || nodes.values().stream().anyMatch(node -> node.membership().hasLeft());
    }

    @Override
    public void clusterReplaced(CallFailedException failure) {
        if (!cluster.id().equals(failure.metadata().getOrDefault("expected", ""))) {
            return;
        }
        nodes.values().forEach(node -> node.reset("another cluster answers"));
        if (cluster.moveTo(failure.metadata().getOrDefault("actual", ""))) {
            nodes.values().forEach(node -> node.membership().forget());
        }
        onOtherCluster.accept(failure);
    }

    /** Closes all connections; every call under way fails. */
    public void close() {
        nodes.values().forEach(Node::close);
    }
}
