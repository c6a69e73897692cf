package io.arbiter.server.raft.tcp.wire;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;

/**
 * One connection to another node, on which requests go out and answers come back. It lives until its first failure;
 * then every request on it fails. Thread-safe.
 */
final class Connection {
    private static final int BUFFER_BYTES = 64 * 1024;

    private final Socket plain;
    private final Socket secured;
    private final String name;
    private final Map<Long, Answer<?>> pending = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final Object writing = new Object();
    private volatile IOException end;

    private record Answer<A extends MessageLite>(RpcMethod<?, A> rpc, ReplyHandler<? super A> handler) {
        void read(byte[] payload) throws IOException {
            handler.answered(rpc.reply().parseFrom(payload));
        }
    }

    /** @param name names both nodes for people, and names the thread */
    private Connection(Socket plain, Socket secured, String name) {
        this.plain = plain;
        this.secured = secured;
        this.name = name;
    }

    static Connection start(Socket plain, Socket secured, Handshake handshake) {
        var connection = new Connection(
                plain,
                secured,
                handshake.from() + "-to-" + handshake.to() + "-"
                        + handshake.connectionClass().name().toLowerCase(Locale.ROOT));
        Threads.start("raft-" + connection.name, connection::readAnswers);
        return connection;
    }

    /**
     * Writes a request, and blocks while the socket's buffer is full. The handler is called once, with the answer or a
     * failure, on this connection's thread or on the one that closes it.
     *
     * @throws IOException if it was not sent; the handler is not called then
     */
    <A extends MessageLite> void send(RpcMethod<?, A> rpc, MessageLite request, ReplyHandler<? super A> handler)
            throws IOException {
        long id = lastId.incrementAndGet();
        byte[] frame = Frame.encode(rpc.code(), id, request);
        pending.put(id, new Answer<>(rpc, handler));
        try {
            synchronized (writing) {
                secured.getOutputStream().write(frame);
            }
        } catch (IOException broken) {
            Answer<?> unheard = pending.remove(id);
            close(broken);
            if (unheard != null) {
                throw broken;
            }
        }
        if (end != null && pending.remove(id) != null) {
            throw end;
        }
    }

    private void readAnswers() {
        try {
            var in = new DataInputStream(new BufferedInputStream(secured.getInputStream(), BUFFER_BYTES));
            while (true) {
                receive(Frame.read(in));
            }
        } catch (IOException | RuntimeException broken) {
            close(broken instanceof IOException failure ? failure : new IOException(name + ": " + broken, broken));
        } finally {
            close(new IOException(name + ": nobody reads it any more"));
        }
    }

    private void receive(Frame frame) throws IOException {
        Answer<?> answer = pending.remove(frame.id());
        if (answer == null) {
            throw new IOException(name + ": an answer to request " + frame.id() + ", which is not open");
        }
        if (frame.code() == Frame.ANSWER) {
            answer.read(frame.payload());
        } else {
            answer.handler().failed(new IOException(new String(frame.payload(), StandardCharsets.UTF_8)));
        }
    }

    /** The number of requests that wait for their answers. */
    int waiting() {
        return pending.size();
    }

    boolean isOpen() {
        return end == null;
    }

    /** Idempotent, never blocks. Every request that waits for its answer fails. */
    void close(IOException why) {
        synchronized (pending) {
            if (end == null) {
                end = why;
            }
        }
        try {
            plain.close();
        } catch (IOException alreadyBroken) {
            end.addSuppressed(alreadyBroken);
        }
        for (Long id : pending.keySet()) {
            Answer<?> lost = pending.remove(id);
            if (lost != null) {
                lost.handler().failed(end);
            }
        }
    }
}
