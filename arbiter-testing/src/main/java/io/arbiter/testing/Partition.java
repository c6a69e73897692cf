package io.arbiter.testing;

import io.arbiter.maelstrom.raft.MessageCarrier;
import io.arbiter.maelstrom.raft.RaftMessage;
import io.arbiter.server.consensus.Member;
import io.grpc.ManagedChannel;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;

/** The messages between the nodes of one cluster, and the nodes that are cut off from all others. Thread-safe. */
final class Partition {
    private final Map<String, Consumer<RaftMessage>> receivers = new ConcurrentHashMap<>();
    private final Set<String> isolated = ConcurrentHashMap.newKeySet();
    private final List<Cut> links = new CopyOnWriteArrayList<>();

    /** Raft's messages: delivered at once, in the sender's thread, or lost. */
    MessageCarrier carrier(String node) {
        return new MessageCarrier() {
            @Override
            public void send(RaftMessage message) {
                Consumer<RaftMessage> receiver = receivers.get(message.to());
                if (receiver != null && !areApart(message.from(), message.to())) {
                    receiver.accept(message);
                }
            }

            @Override
            public void onMessage(Consumer<RaftMessage> receiver) {
                receivers.put(node, receiver);
            }
        };
    }

    /** Calls that a node forwards. */
    Function<Member, ManagedChannel> channelsFrom(String node) {
        return peer -> {
            var link = new Cut(() -> areApart(node, peer.name()));
            links.add(link);
            return Clients.plaintext(peer.clientAddress(), link);
        };
    }

    private boolean areApart(String one, String other) {
        return isolated.contains(one) || isolated.contains(other);
    }

    boolean isIsolated(String node) {
        return isolated.contains(node);
    }

    void isolate(String node) {
        isolated.add(node);
        links.forEach(Cut::endCallsIfCut);
    }

    void heal() {
        isolated.clear();
    }
}
