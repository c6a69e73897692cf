package io.arbiter.server.raft.tcp.wire;

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

/** One connection to another node, made when it is needed and again after it broke. Thread-safe. */
public final class PeerConnection implements Closeable {
    /** Short requests on their way at once: together less than a fresh connection's buffers hold. */
    static final int MAX_WAITING = 64;

    private final Dialer dialer;
    private final Supplier<InetSocketAddress> address;
    private volatile Socket connecting;
    private volatile Connection connection;
    private volatile boolean closed;

    /** @param address looks the other node's address up */
    public PeerConnection(Dialer dialer, Supplier<InetSocketAddress> address) {
        this.dialer = dialer;
        this.address = address;
    }

    /** Sends on the connection that is open, or on a new one. */
    public <A extends MessageLite> void send(RpcMethod<?, A> rpc, MessageLite request, ReplyHandler<? super A> handler)
            throws IOException {
        connection().send(rpc, request, handler);
    }

    /**
     * Sends a short request without ever blocking: on a connection that is open, and on which few others wait for their
     * answers. More could fill the buffers of a connection that nobody reads.
     *
     * @throws IOException if there is no such connection; a new one is not made
     */
    public <A extends MessageLite> void sendAtOnce(
            RpcMethod<?, A> rpc, MessageLite request, ReplyHandler<? super A> handler) throws IOException {
        Connection usable = connection;
        if (usable == null || !usable.isOpen() || usable.waiting() >= MAX_WAITING) {
            throw new IOException(peer() + " is not connected, or does not answer");
        }
        usable.send(rpc, request, handler);
    }

    /** Sends, and waits for the answer. */
    public <A extends MessageLite> A call(RpcMethod<?, A> rpc, MessageLite request, Duration timeout)
            throws IOException {
        var answer = new CompletableFuture<A>();
        send(rpc, request, ReplyHandler.of(answer));
        try {
            return answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException failed) {
            throw IOUtils.asIOException(failed.getCause());
        } catch (TimeoutException late) {
            var silence = new TimeoutIOException(peer() + " did not answer within " + timeout.toMillis() + " ms");
            reset(silence);
            throw silence;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw IOUtils.toInterruptedIOException("the log stops waiting for " + peer(), stopped);
        }
    }

    /** Whether there is a connection that can be sent on. */
    public boolean isOpen() {
        Connection usable = connection;
        return usable != null && usable.isOpen();
    }

    private String peer() {
        return dialer.handshake().to();
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
                connection = dialer.connect(socket, address.get());
            } finally {
                connecting = null;
            }
        }
        return connection;
    }

    /** Breaks the connection, or the attempt to make one; the next request makes a new one. Never blocks. */
    public void reset(IOException why) {
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
