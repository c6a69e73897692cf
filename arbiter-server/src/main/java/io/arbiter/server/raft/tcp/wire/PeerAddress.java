package io.arbiter.server.raft.tcp.wire;

import io.arbiter.server.address.Lookup;
import io.arbiter.server.config.HostPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.function.Supplier;

/**
 * The address on which another node's log listens. Its host is looked up for every connection, because the node may
 * have moved. Of several addresses each connection takes the next, because one of them may be old. While no look-up
 * succeeds the last addresses stay in use: an outage of DNS must not separate nodes that could reach each other, and a
 * wrong node that answers there is recognised by name and cluster. Thread-safe.
 */
public final class PeerAddress implements Supplier<InetSocketAddress> {
    private final Supplier<HostPort> configured;
    private final Lookup lookup;
    private List<InetAddress> last = List.of();
    private int turn;

    public PeerAddress(Supplier<HostPort> configured, Lookup lookup) {
        this.configured = configured;
        this.lookup = lookup;
    }

    /** Unresolved if the host was never found. Blocks for as long as the look-up does. */
    @Override
    public synchronized InetSocketAddress get() {
        HostPort peer = configured.get();
        List<InetAddress> found = find(peer.host());
        if (found.isEmpty()) {
            return InetSocketAddress.createUnresolved(peer.host(), peer.port());
        }
        turn = found.equals(last) ? turn + 1 : 0;
        last = found;
        return new InetSocketAddress(found.get(turn % found.size()), peer.port());
    }

    private List<InetAddress> find(String host) {
        try {
            return lookup.find(host);
        } catch (UnknownHostException notFound) {
            return last;
        }
    }
}
