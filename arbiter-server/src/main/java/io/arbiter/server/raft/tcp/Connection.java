package io.arbiter.server.raft.tcp;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
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

    private final Socket socket;
    private final String name;
    private final Map<Long, Answer<?>> pending = new ConcurrentHashMap<>();
    private final AtomicLong lastId = new AtomicLong();
    private final Object writing = new Object();
    private volatile IOException end;

    private record Answer<A extends MessageLite>(Rpc<?, A> rpc, Reception<? super A> reception) {
        void read(byte[] payload) throws IOException {
            reception.answered(rpc.answer().parseFrom(payload));
        }
    }

    /** @param name says for people who is connected to whom, and names the thread */
    private Connection(Socket socket, String name) {
        this.socket = socket;
        this.name = name;
    }

    /**
     * Connects; the name is looked up each time. May be given up from elsewhere by closing the socket.
     *
     * @param socket a fresh one
     */
    static Connection open(Socket socket, InetSocketAddress address, Greeting greeting, Duration timeout)
            throws IOException {
        try {
            if (address.isUnresolved()) {
                throw new UnknownHostException(address.getHostString());
            }
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            socket.connect(address, Math.toIntExact(timeout.toMillis()));
            greeting.write(new DataOutputStream(socket.getOutputStream()));
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
        var connection = new Connection(socket, greeting.from() + "-to-" + greeting.to() + "-"
                + greeting.lane().name().toLowerCase(Locale.ROOT));
        Threads.start("raft-" + connection.name, connection::readAnswers);
        return connection;
    }

    /**
     * Writes a request, and blocks while the socket's buffer is full. The reception hears once: of the answer or of a
     * failure, on this connection's thread or on the one that closes it.
     *
     * @throws IOException if it was not sent; the reception hears nothing then
     */
    <A extends MessageLite> void send(Rpc<?, A> rpc, MessageLite request, Reception<? super A> reception)
            throws IOException {
        long id = lastId.incrementAndGet();
        byte[] frame = Frame.encode(rpc.code(), id, request);
        pending.put(id, new Answer<>(rpc, reception));
        try {
            synchronized (writing) {
                socket.getOutputStream().write(frame);
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
        try (var in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES))) {
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
            answer.reception().failed(new IOException(new String(frame.payload(), StandardCharsets.UTF_8)));
        }
    }

    /** How many requests wait for their answers. */
    int waiting() {
        return pending.size();
    }

    boolean isOpen() {
        return end == null;
    }

    /** Idempotent. Every request that waits for its answer fails. */
    void close(IOException why) {
        synchronized (pending) {
            if (end == null) {
                end = why;
            }
        }
        try {
            socket.close();
        } catch (IOException alreadyBroken) {
            end.addSuppressed(alreadyBroken);
        }
        for (Long id : pending.keySet()) {
            Answer<?> lost = pending.remove(id);
            if (lost != null) {
                lost.reception().failed(end);
            }
        }
    }
}
