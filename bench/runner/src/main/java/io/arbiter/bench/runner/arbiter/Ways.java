package io.arbiter.bench.runner.arbiter;

import io.arbiter.bench.contest.Site;
import io.arbiter.client.ChannelFactory;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;

/**
 * How a client that stands at one place reaches the nodes. The nodes go by names that mean other addresses elsewhere,
 * and all places share this process. A client that may use one node only is led to that one whatever it asks for, so
 * that it stays there even when it hears of another that leads.
 */
final class Ways implements ChannelFactory {
    private static final int MAX_INBOUND_BYTES = 32 << 20;

    private final Queue<ManagedChannel> opened = new ConcurrentLinkedQueue<>();
    private final Site site;
    private final int from;
    private final List<Integer> to;

    Ways(Site site, int from, List<Integer> to) {
        this.site = site;
        this.from = from;
        this.to = List.copyOf(to);
    }

    /** What the client is told of the nodes that it may use. */
    List<String> endpoints() {
        return to.stream().map(node -> new NodeFiles(site, node).clientAddress()).toList();
    }

    boolean isPinned() {
        return to.size() == 1;
    }

    @Override
    public ManagedChannel open(String address) {
        int node = isPinned() ? to.get(0) : node(address);
        ManagedChannel channel = ManagedChannelBuilder
                .forTarget("dns:///" + site.address(from, node, new NodeFiles(site, node).clientPort()))
                .usePlaintext().maxInboundMessageSize(MAX_INBOUND_BYTES).build();
        opened.add(channel);
        return channel;
    }

    private int node(String address) {
        return IntStream.range(0, NodeFiles.NODES)
                .filter(node -> new NodeFiles(site, node).clientAddress().equals(address)).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no node is called " + address));
    }

    /** Cuts every connection without a word. */
    void cut() {
        opened.forEach(ManagedChannel::shutdownNow);
    }
}
