package io.arbiter.server.raft.tcp;

import io.arbiter.server.raft.tcp.wire.Handshake;
import io.arbiter.server.raft.tcp.wire.Refusals;
import io.arbiter.server.raft.tcp.wire.SocketSecurity;
import io.arbiter.server.raft.tcp.wire.Threads;
import io.arbiter.server.raft.transport.SerializedRaftServer;
import io.arbiter.server.refusal.ConnectionRefusals;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.apache.ratis.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens for other nodes. Each connection has a thread. */
final class Acceptor implements Closeable {
    private static final String PORT = "raft";
    /** Many times what a cluster of nine needs: two connections from each node, and some that are about to end. */
    static final int MAX_CONNECTIONS = 128;
    /** Within this time a node says which one it is. Who does not, keeps no place. */
    private static final long GREETING_SECONDS = 10;
    /** The pause until there may be a file descriptor, or memory for a thread, again. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final Logger LOG = LoggerFactory.getLogger(Acceptor.class);

    private final Supplier<String> self;
    private final Requests requests;
    private final SocketSecurity security;
    private final ConnectionRefusals refusals;
    private final ServerSocket listening;
    private final ScheduledExecutorService deadlines =
            Executors.newSingleThreadScheduledExecutor(task -> Threads.daemon("raft-greetings", task));
    private final Set<InboundConnection> connections = ConcurrentHashMap.newKeySet();
    private final Refusals known = new Refusals();
    /** Used by the accepting thread alone. */
    private long accepted;

    private final Map<Handshake, InboundConnection> latest = new ConcurrentHashMap<>();

    /**
     * Binds at once, so that a node whose port is taken fails at its start.
     *
     * @param refusals is told of every connection that ends before it has said which node it is
     */
    Acceptor(
            Supplier<String> self,
            SerializedRaftServer raft,
            SocketSecurity security,
            InetSocketAddress address,
            ConnectionRefusals refusals)
            throws IOException {
        this.self = self;
        this.security = security;
        this.refusals = refusals;
        this.requests = new Requests(raft);
        this.listening = new ServerSocket();
        try {
            listening.setReuseAddress(true);
            listening.bind(address);
        } catch (IOException taken) {
            listening.close();
            throw new IOException("cannot listen on " + address + ": " + taken.getMessage(), taken);
        }
    }

    void open() {
        Threads.start("raft-" + self.get() + "-acceptor", this::accept);
    }

    InetSocketAddress address() {
        return (InetSocketAddress) listening.getLocalSocketAddress();
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                admit(listening.accept());
            } catch (IOException failed) {
                if (!listening.isClosed()) {
                    LOG.warn("cannot take a connection on {}", address(), failed);
                    LockSupport.parkNanos(PAUSE_NANOS);
                }
            }
        }
    }

    private void admit(Socket socket) {
        var connection = new InboundConnection(++accepted, socket, security, self.get(), requests);
        if (connections.size() >= MAX_CONNECTIONS && !evictStranger()) {
            LOG.warn(
                    "{} connections from other nodes are open; refusing {}",
                    connections.size(),
                    socket.getRemoteSocketAddress());
            refusals.refused(PORT, connection.machine().getHostAddress(), "too many connections are open");
            connection.close();
            return;
        }
        connections.add(connection);
        Threads.start("raft-" + self.get() + "-inbound", () -> {
            try {
                Optional<Exception> why = connection.serve(this::identified);
                why.ifPresent(reason -> log(connection, reason));
                if (!connection.isIdentified()) {
                    report(connection, why);
                }
            } finally {
                connections.remove(connection);
                latest.values().remove(connection);
            }
        });
        if (listening.isClosed()) {
            connection.close();
        } else {
            deadlines.schedule(connection::endUnlessIdentified, GREETING_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** Silent strangers keep no node out: the oldest makes room. False if all have said which node they are. */
    private boolean evictStranger() {
        Optional<InboundConnection> oldest = connections.stream()
                .filter(connection -> !connection.isIdentified())
                .min(Comparator.comparingLong(InboundConnection::number));
        boolean ended = oldest.filter(InboundConnection::endUnlessIdentified).isPresent();
        if (ended) {
            connections.remove(oldest.get()); // Its thread would, but may need a moment.
        }
        return ended;
    }

    private void report(InboundConnection connection, Optional<Exception> why) {
        if (why.isEmpty() || connection.isLate()) {
            refusals.silent(PORT);
        } else {
            refusals.refused(
                    PORT,
                    connection.machine().getHostAddress(),
                    String.valueOf(why.get().getMessage()));
        }
    }

    private void log(InboundConnection connection, Exception why) {
        if (why instanceof RuntimeException) {
            LOG.warn("closing a connection from {}", connection.machine(), why);
        } else if (known.isNews(connection.machine(), String.valueOf(why.getMessage()))) {
            LOG.warn("refusing connections from {}: {}", connection.machine().getHostAddress(), why.getMessage());
        }
    }

    /**
     * A node has one connection for each class. If it connects again, the former connection is broken, though this node
     * may not notice for hours; many such connections would leave no room.
     */
    private void identified(Handshake handshake, InboundConnection connection) {
        known.taken(connection.machine());
        InboundConnection former = latest.put(handshake, connection);
        if (former != null) {
            former.close();
        }
    }

    @Override
    public void close() {
        IOUtils.cleanup(LOG, listening);
        deadlines.shutdownNow();
        connections.forEach(InboundConnection::close);
    }
}
