package io.arbiter.server.forward;

import io.arbiter.server.consensus.Member;
import io.grpc.ConnectivityState;
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

    /** Tries to connect now if the last try failed: gRPC's own back-off grows to two minutes, and a peer comes back. */
    public ManagedChannel to(Member peer) {
        ManagedChannel channel = channels.computeIfAbsent(peer.clientAddress(), address -> connector.apply(peer));
        if (channel.getState(false) == ConnectivityState.TRANSIENT_FAILURE) {
            channel.resetConnectBackoff();
        }
        return channel;
    }

    @Override
    public void close() {
        channels.values().forEach(ManagedChannel::shutdownNow);
    }
}
