package io.arbiter.link;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * One of the two sockets of a connection: registered once, with the events that it waits for. Only for the event loop.
 */
final class Endpoint {
    private final SocketChannel channel;
    private final SelectionKey key;

    Endpoint(SocketChannel channel, Selector selector, Connection connection) throws IOException {
        this.channel = channel;
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        this.key = channel.register(selector, 0, connection);
    }

    SocketChannel channel() {
        return channel;
    }

    SelectionKey key() {
        return key;
    }

    void want(int operation, boolean wanted) {
        if (key.isValid()) {
            int others = key.interestOps() & ~operation;
            key.interestOps(wanted ? others | operation : others);
        }
    }

    boolean isReady(int operation) {
        return key.isValid() && (key.readyOps() & operation) != 0;
    }

    void close() throws IOException {
        key.cancel();
        channel.close();
    }

    /** Closes so that the other side reads a reset, not an end. */
    void reset() throws IOException {
        if (channel.isOpen()) {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        }
        close();
    }
}
