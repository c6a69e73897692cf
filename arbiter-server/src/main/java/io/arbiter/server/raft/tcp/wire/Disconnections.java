package io.arbiter.server.raft.tcp.wire;

import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;

/** Tells the end of a connection, which is ordinary, from what is not. */
public final class Disconnections {
    private Disconnections() {}

    /** Whether the other side has gone, or this one has closed the socket; TLS may say it in words of its own. */
    public static boolean isOne(IOException failure) {
        return isEnd(failure) || isEnd(failure.getCause());
    }

    private static boolean isEnd(Throwable failure) {
        return failure instanceof EOFException || failure instanceof SocketException;
    }
}
