package io.arbiter.server.service.grpc.connection;

import io.grpc.netty.shaded.io.netty.channel.Channel;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Every connection of the client port. One beyond the bound takes the place of the oldest that has not said who it is,
 * so that silent strangers keep nobody out; if all have, it is closed. Thread-safe.
 */
public final class ClientConnections {
    private final int most;
    private final Map<SocketAddress, Channel> all = new HashMap<>();
    /** Those that make room for others, oldest first: without an identity, or about to be closed. */
    private final Map<SocketAddress, Channel> yielding = new LinkedHashMap<>();
    /** Of these, the ones that have an identity. */
    private final Set<SocketAddress> leaving = new HashSet<>();
    /** Put out to make room, and not ended yet. */
    private final Set<Channel> evicted = new HashSet<>();

    public ClientConnections(int most) {
        this.most = most;
    }

    /** Whether there is room for it. */
    boolean admit(Channel connection) {
        Channel oldest = null;
        synchronized (this) {
            if (all.size() >= most) {
                if (yielding.isEmpty()) {
                    return false;
                }
                oldest = evict(yielding.keySet().iterator().next());
            }
            all.put(connection.remoteAddress(), connection);
            yielding.put(connection.remoteAddress(), connection);
        }
        if (oldest != null) {
            oldest.close();
        }
        return true;
    }

    private Channel evict(SocketAddress from) {
        Channel oldest = yielding.remove(from);
        all.remove(from);
        if (!leaving.remove(from)) {
            evicted.add(oldest);
        }
        return oldest;
    }

    /** It ended. Returns whether it never said who it is. */
    synchronized boolean ended(Channel connection) {
        SocketAddress from = connection.remoteAddress();
        boolean known = leaving.remove(from);
        all.remove(from, connection);
        return (yielding.remove(from, connection) || evicted.remove(connection)) && !known;
    }

    /** The connection from there has an identity now: it keeps its place. */
    public synchronized void identified(SocketAddress from) {
        yielding.remove(from);
    }

    /** Ends the connection from there, whose identity has too many, after the time that its caller needs to hear it. */
    public void closeSoon(SocketAddress from, Duration later) {
        Channel connection;
        synchronized (this) {
            connection = all.get(from);
            if (connection != null) {
                leaving.add(from);
            }
        }
        if (connection != null) {
            connection.eventLoop().schedule(() -> connection.close(), later.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** How many there are, strangers included. */
    public synchronized int count() {
        return all.size();
    }

    /** How many have not said who they are. */
    public synchronized int strangers() {
        return yielding.size() - leaving.size();
    }
}
