package io.arbiter.server.raft.tcp;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.function.BiConsumer;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;
import org.apache.ratis.util.IOUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One connection that another node has made: its requests enter in the order in which they come. */
final class Visit implements Closeable {
    private static final Logger LOG = LoggerFactory.getLogger(Visit.class);
    private static final int BUFFER_BYTES = 64 * 1024;
    private static final int GREETING_MILLIS = 10_000;

    private final Socket socket;
    private final String self;
    private final Requests requests;
    private final BiConsumer<Greeting, Visit> greeted;
    private final Object writing = new Object();

    /** @param greeted hears who it is, before the first request enters */
    Visit(Socket socket, String self, Requests requests, BiConsumer<Greeting, Visit> greeted) {
        this.socket = socket;
        this.self = self;
        this.requests = requests;
        this.greeted = greeted;
    }

    /** Serves until the connection ends. */
    void serve() {
        try (socket; var in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER_BYTES))) {
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            greet(in);
            while (true) {
                answer(Frame.read(in));
            }
        } catch (EOFException | SocketException gone) {
            LOG.debug("{} is gone: {}", Thread.currentThread().getName(), gone.toString());
        } catch (IOException | RuntimeException refused) {
            LOG.warn("closing {} from {}", Thread.currentThread().getName(), socket.getRemoteSocketAddress(), refused);
        }
    }

    private void greet(DataInputStream in) throws IOException {
        socket.setSoTimeout(GREETING_MILLIS);
        Greeting greeting = Greeting.read(in);
        if (!greeting.to().equals(self)) {
            throw new IOException(greeting.from() + " looks for " + greeting.to() + ", but this is " + self
                    + ": see to its addresses of the peers");
        }
        socket.setSoTimeout(0);
        greeted.accept(greeting, this);
        Thread.currentThread().setName("raft-" + self + "-from-" + greeting.from() + "-" + greeting.lane());
    }

    private void answer(Frame request) throws IOException {
        requests.enter(request).whenComplete((answer, failure) -> {
            try {
                write(failure == null ? Frame.encode(Frame.ANSWER, request.id(), (MessageLite) answer)
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
