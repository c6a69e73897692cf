package io.arbiter.link;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * A running emulator: listens on every route and forwards over its links. The links' behaviour is changed through
 * {@link Links}, by any thread, while it runs. {@link #close} resets every connection.
 */
public final class LinkEmulator implements AutoCloseable {
    private static final int BACKLOG = 256;

    private final EventLoop loop;
    private final Thread thread;
    private final List<InetSocketAddress> addresses;

    private LinkEmulator(EventLoop loop, List<InetSocketAddress> addresses) {
        this.loop = loop;
        this.addresses = addresses;
        this.thread = new Thread(loop, "link-emulator");
    }

    /**
     * Listens on all routes, or on none.
     *
     * @throws IOException if an address cannot be bound; the message names it
     */
    public static LinkEmulator start(Links links, List<Route> routes) throws IOException {
        EventLoop loop = new EventLoop(links);
        List<InetSocketAddress> addresses = new ArrayList<>();
        try {
            for (Route route : routes) {
                addresses.add(bind(loop, route));
            }
        } catch (IOException failed) {
            loop.stop();
            loop.run();
            throw failed;
        }
        LinkEmulator emulator = new LinkEmulator(loop, List.copyOf(addresses));
        emulator.thread.start();
        return emulator;
    }

    private static InetSocketAddress bind(EventLoop loop, Route route) throws IOException {
        ServerSocketChannel listener = ServerSocketChannel.open();
        try {
            listener.bind(route.listen(), BACKLOG);
        } catch (BindException taken) {
            listener.close();
            throw new IOException(
                    "cannot listen on " + route.listen() + ": " + taken.getMessage() + "; is another emulator running?",
                    taken);
        }
        loop.listen(listener, route);
        return (InetSocketAddress) listener.getLocalAddress();
    }

    /** The address where the route of the given position listens; reports the port if the route asked for port 0. */
    public InetSocketAddress address(int route) {
        return addresses.get(route);
    }

    /** Number of connections that are open or opening. */
    public int connectionCount() {
        return loop.connections().size();
    }

    /** Bytes that all connections together have in flight. */
    public long heldBytes() {
        return loop.connections().stream().mapToLong(Connection::heldBytes).sum();
    }

    Links links() {
        return loop.links();
    }

    @Override
    public void close() {
        loop.stop();
        try {
            thread.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt(); // The loop ends by itself all the same.
        }
    }
}
