package io.arbiter.server.raft.tcp;

import io.arbiter.server.raft.tcp.wire.Frame;
import io.arbiter.server.raft.tcp.wire.Handshake;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;
import org.apache.ratis.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection that another node has made: its requests enter in the order in which they come. */
final class InboundConnection implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(InboundConnection.class);
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int GREETING_MILLIS = 10_000;

    private final Socket socket;
    private final String self;
    private final Requests requests;
    private final BiConsumer<Handshake, InboundConnection> identified;
    private final Object writing = new Object();

    /** @param identified receives the other node's handshake, before the first request enters */
    InboundConnection(
            Socket socket, String self, Requests requests, BiConsumer<Handshake, InboundConnection> identified) {
        this.socket = socket;
        this.self = self;
        this.requests = requests;
        this.identified = identified;
    }

    /** Serves until the connection ends. Returns the reason if it was refused, nothing if it was not. */
    Optional<Exception> serve() {
        try (socket;
                var in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES))) {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            greet(in);
            while (true) {
                answer(Frame.read(in));
            }
        } catch (EOFException | SocketException gone) {
            LOG.debug("{} is gone: {}", Thread.currentThread().getName(), gone.toString());
            return Optional.empty();
        } catch (IOException | RuntimeException refused) {
            return Optional.of(refused);
        }
    }

    /** The address that the connection comes from. */
    InetAddress machine() {
        return socket.getInetAddress();
    }

    private void greet(DataInputStream in) throws IOException {
        socket.setSoTimeout(GREETING_MILLIS);
        Handshake handshake = Handshake.read(in);
        if (!handshake.to().equals(self)) {
            throw new IOException(handshake.from() + " looks for " + handshake.to() + ", but this is " + self
                    + ": see to its addresses of the peers");
        }
        socket.setSoTimeout(0);
        identified.accept(handshake, this);
        Thread.currentThread()
                .setName("raft-" + self + "-from-" + handshake.from() + "-" + handshake.connectionClass());
    }

    private void answer(Frame request) throws IOException {
        requests.enter(request).whenComplete((answer, failure) -> {
            try {
                write(
                        failure == null
                                ? Frame.encode(Frame.ANSWER, request.id(), (MessageLite) answer)
                                : Frame.failure(request.id(), failure));
            } catch (IOException gone) {
                LOG.debug("nobody hears the answer to request {}", request.id(), gone);
                close();
            }
        });
    }

    private void write(byte[] frame) throws IOException {
        synchronized (writing) {
            socket.getOutputStream().write(frame);
        }
    }

    @Override
    public void close() {
        IOUtils.cleanup(LOG, socket);
    }
}
