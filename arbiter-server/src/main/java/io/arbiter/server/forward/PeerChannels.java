package io.arbiter.server.forward;

import io.arbiter.server.consensus.Member;
import io.grpc.ManagedChannel;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** One gRPC channel to each peer, made when it is first needed. Thread-safe. */
public final class PeerChannels implements AutoCloseable {
    private final Map<String, ManagedChannel> channels = new ConcurrentHashMap<>();
    private final Function<Member, ManagedChannel> connector;

    /** @param connector opens a channel to the member's client address */
    public PeerChannels(Function<Member, ManagedChannel> connector) {
        this.connector = connector;
    }

    public ManagedChannel to(Member peer) {
        return channels.computeIfAbsent(peer.clientAddress(), address -> connector.apply(peer));
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
