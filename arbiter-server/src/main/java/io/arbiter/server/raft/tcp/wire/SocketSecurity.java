package io.arbiter.server.raft.tcp.wire;

import java.io.IOException;
import java.net.Socket;

/**
 * What makes sure that a socket leads to the node that it should. It wraps sockets: who ends a connection closes the
 * plain one, because the close of a wrapped one waits for writers. Thread-safe.
 */
public interface SocketSecurity {
    /**
     * Secures a connection that this node has made. Blocks; each wait is bounded by the socket's time-out.
     *
     * @return the socket to read and write
     * @throws IOException if the other side does not prove that it is that node
     */
    Socket connected(Socket plain, String to) throws IOException;

    /**
     * Secures a connection that another has made. Blocks until the other side has said enough, or the plain socket is
     * closed.
     *
     * @return the socket to read and write
     */
    Socket accepted(Socket plain) throws IOException;

    /**
     * @param accepted what {@link #accepted} has returned
     * @throws IOException if the other side may not speak as that node
     */
    void requireNode(Socket accepted, String from) throws IOException;

    /** None: whoever reaches this node is believed. */
    static SocketSecurity plaintext() {
        return new SocketSecurity() {
            @Override
            public Socket connected(Socket plain, String to) {
                return plain;
            }

            @Override
            public Socket accepted(Socket plain) {
                return plain;
            }

            @Override
            public void requireNode(Socket accepted, String from) {}
        };
    }
}
