package io.arbiter.bench.runner.arbiter;

import io.arbiter.testsupport.process.Daemon;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The addresses by which a client at one place reaches the nodes. The nodes go by names that mean other addresses
 * elsewhere, and all places share this process. A client that may use one node only is led to that one whatever it
 * requests, so that it stays there even when it learns of another leader.
 */
final class Ways {
    private static final int MAX_INBOUND_BYTES = 32 << 20;

    /** Instead of gRPC's own, which ends with the last connection: a client that is cut off would stumble over that. */
    private static final ExecutorService EXECUTOR = Executors.newCachedThreadPool(Daemon.named("grpc"));

    private final Queue<ManagedChannel> opened = new ConcurrentLinkedQueue<>();
    private final List<NodeFiles> nodes;
    private final Optional<Certificates> certificates;
    private final int from;
    private final List<Integer> to;

    /** @param certificates none if the cluster is not secured */
    Ways(List<NodeFiles> nodes, Optional<Certificates> certificates, int from, List<Integer> to) {
        this.nodes = nodes;
        this.certificates = certificates;
        this.from = from;
        this.to = List.copyOf(to);
    }

    /** The client's view of the nodes that it may use. */
    List<String> endpoints() {
        return to.stream().map(node -> nodes.get(node).clientAddress()).toList();
    }

    boolean isPinned() {
        return to.size() == 1;
    }

    ManagedChannel open(String address) {
        NodeFiles node = isPinned() ? nodes.get(to.get(0)) : called(address);
        NettyChannelBuilder builder = NettyChannelBuilder.forTarget("dns:///" + node.clientAddressFrom(from))
                .executor(EXECUTOR)
                .maxInboundMessageSize(MAX_INBOUND_BYTES);
        certificates.ifPresentOrElse(own -> own.secure(builder), builder::usePlaintext);
        ManagedChannel channel = builder.build();
        opened.add(channel);
        return channel;
    }

    private NodeFiles called(String address) {
        return nodes.stream()
                .filter(node -> node.clientAddress().equals(address))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no node is called " + address));
    }

    /** Cuts every connection without notice. */
    void cut() {
        opened.forEach(ManagedChannel::shutdownNow);
    }
}
