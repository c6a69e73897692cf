package io.arbiter.server.raft.tcp;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.apache.ratis.protocol.exceptions.TimeoutIOException;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;
import org.apache.ratis.util.IOUtils;

/** One lane to another node: a connection, made when it is needed and made anew after it broke. Thread-safe. */
final class Link implements Closeable {
    /** Short requests on their way at once: together less than a fresh connection's buffers hold. */
    static final int MAX_WAITING = 64;

    private final Greeting greeting;
    private final Supplier<InetSocketAddress> address;
    private final Duration connectTimeout;
    private volatile Socket connecting;
    private volatile Connection connection;
    private volatile boolean closed;

    /** @param address looks the other node's address up */
    Link(Greeting greeting, Supplier<InetSocketAddress> address, Duration connectTimeout) {
        this.greeting = greeting;
        this.address = address;
        this.connectTimeout = connectTimeout;
    }

    /** Sends on the connection that is open, or on a new one. */
    <A extends MessageLite> void send(Rpc<?, A> rpc, MessageLite request, Reception<? super A> reception)
            throws IOException {
        connection().send(rpc, request, reception);
    }

    /**
     * Sends a short request without ever blocking: on a connection that is open, and on which few others wait for
     * their answers. More could fill the buffers of one that nobody reads.
     *
     * @throws IOException if there is none; a new one is not made
     */
    <A extends MessageLite> void sendAtOnce(Rpc<?, A> rpc, MessageLite request, Reception<? super A> reception)
            throws IOException {
        Connection usable = connection;
        if (usable == null || !usable.isOpen() || usable.waiting() >= MAX_WAITING) {
            throw new IOException(greeting.to() + " is not connected, or does not answer");
        }
        usable.send(rpc, request, reception);
    }

    /** Sends, and waits for the answer. */
    <A extends MessageLite> A call(Rpc<?, A> rpc, MessageLite request, Duration timeout) throws IOException {
        var answer = new CompletableFuture<A>();
        send(rpc, request, Reception.of(answer));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw IOUtils.asIOException(failed.getCause());
        } catch (TimeoutException late) {
            var silence = new TimeoutIOException(
                    greeting.to() + " did not answer within " + timeout.toMillis() + " ms");
            reset(silence);
            throw silence;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw IOUtils.toInterruptedIOException("the log stops waiting for " + greeting.to(), stopped);
        }
    }

    /** Whether there is a connection that can be sent on. */
    boolean isOpen() {
        Connection usable = connection;
        return usable != null && usable.isOpen();
    }

    private Connection connection() throws IOException {
        Connection usable = connection;
        return usable != null && usable.isOpen() ? usable : connect();
    }

    private synchronized Connection connect() throws IOException {
        if (connection == null || !connection.isOpen()) {
            var socket = new Socket();
            connecting = socket;
            try {
                if (closed) {
                    throw new IOException("the log is closed");
                }
                connection = Connection.open(socket, address.get(), greeting, connectTimeout);
            } finally {
                connecting = null;
            }
        }
        return connection;
    }

    /** Breaks the connection, or the attempt to make one; the next request makes a new one. Never blocks. */
    void reset(IOException why) {
        Connection broken = connection;
        if (broken != null) {
            broken.close(why);
        }
        IOUtils.cleanup(null, connecting);
    }

    @Override
    public void close() {
        closed = true;
        reset(new IOException("the log is closed"));
    }
}
