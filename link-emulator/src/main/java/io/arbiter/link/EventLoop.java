package io.arbiter.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that moves all bytes of all connections. */
final class EventLoop implements Runnable {
    /** Each may hold two full lines; beyond it, newcomers are reset. */
    static final int MAX_CONNECTIONS = 4096;

    private static final Logger LOG = LoggerFactory.getLogger(EventLoop.class);
    private static final int SCRATCH_BYTES = 64 * 1024;

    private final Links links;
    private final Selector selector;
    private final Timers timers = new Timers();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final ByteBuffer scratch = ByteBuffer.allocateDirect(SCRATCH_BYTES);
    private volatile boolean linksChanged;
    private volatile boolean stopped;

    EventLoop(Links links) throws IOException {
        this.links = links;
        this.selector = Selector.open();
        links.onChange(() -> {
            linksChanged = true;
            selector.wakeup();
        });
    }

    Links links() {
        return links;
    }

    Selector selector() {
        return selector;
    }

    Timers timers() {
        return timers;
    }

    Set<Connection> connections() {
        return connections;
    }

    void listen(ServerSocketChannel listener, Route route) throws IOException {
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT, route);
    }

    boolean isRefused(Route route) {
        return links.between(route.from(), route.to()).passage() == Passage.REFUSED
                || links.between(route.to(), route.from()).passage() == Passage.REFUSED;
    }

    void forget(Connection connection) {
        connections.remove(connection);
    }

    void stop() {
        stopped = true;
        selector.wakeup();
    }

    /** However the loop ends, it closes its sockets: who is connected is told, and does not wait for ever. */
    @Override
    public void run() {
        try {
            while (!stopped) {
                selector.select(timers.millisToNext(System.nanoTime()));
                turn(System.nanoTime());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the link emulator's event loop", failed);
        } finally {
            close();
        }
    }

    private void turn(long nowNanos) throws IOException {
        if (linksChanged) {
            linksChanged = false;
            List.copyOf(connections).forEach(Connection::linkChanged);
        }
        for (SelectionKey key : selector.selectedKeys()) {
            serve(key, nowNanos);
        }
        selector.selectedKeys().clear();
        timers.wakeDue(nowNanos);
    }

    private void serve(SelectionKey key, long nowNanos) throws IOException {
        if (!key.isValid()) {
            return;
        }
        if (key.attachment() instanceof Connection connection) {
            connection.ready(key, scratch, nowNanos);
        } else {
            accept((ServerSocketChannel) key.channel(), (Route) key.attachment(), nowNanos);
        }
    }

    private void accept(ServerSocketChannel listener, Route route, long nowNanos) throws IOException {
        SocketChannel accepted = listener.accept();
        if (accepted == null) {
            return;
        }
        Connection connection = new Connection(this, route, accepted);
        connections.add(connection);
        if (connections.size() > MAX_CONNECTIONS) {
            LOG.warn("more than {} connections: resetting a new one of {}", MAX_CONNECTIONS, route);
            connection.reset();
        } else if (isRefused(route)) {
            connection.reset();
        } else {
            connection.start(nowNanos);
        }
    }

    private void close() {
        try (selector) {
            List.copyOf(connections).forEach(Connection::reset);
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("closing the link emulator", failed);
        }
    }
}
