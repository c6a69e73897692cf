package io.arbiter.server.raft.tcp;

import io.arbiter.server.consensus.MemberId;
import io.arbiter.server.raft.tcp.wire.Disconnections;
import io.arbiter.server.raft.tcp.wire.Frame;
import io.arbiter.server.raft.tcp.wire.Handshake;
import io.arbiter.server.raft.tcp.wire.SocketSecurity;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
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

    private final long number;
    private final Socket plain;
    private final SocketSecurity security;
    private final String self;
    private final Requests requests;
    private final Object writing = new Object();
    private volatile Socket secured;
    private volatile boolean identified;
    private volatile boolean late;

    /** @param number counts the connections of this node in their order */
    InboundConnection(long number, Socket plain, SocketSecurity security, String self, Requests requests) {
        this.number = number;
        this.plain = plain;
        this.security = security;
        this.self = self;
        this.requests = requests;
    }

    /**
     * Serves until the connection ends. Returns the reason if it was refused, nothing if it was not.
     *
     * @param welcome receives the other node's handshake, before the first request enters
     */
    Optional<Exception> serve(BiConsumer<Handshake, InboundConnection> welcome) {
        try (plain) {
            plain.setTcpNoDelay(true);
            plain.setKeepAlive(true);
            secured = security.accepted(plain);
            var in = new DataInputStream(new BufferedInputStream(secured.getInputStream(), BUFFER_BYTES));
            Handshake handshake = greeting(in);
            welcome.accept(handshake, this);
            while (true) {
                reply(Frame.read(in), handshake.from());
            }
        } catch (IOException failed) {
            return refusal(failed);
        } catch (RuntimeException refused) {
            return Optional.of(refused);
        }
    }

    private Optional<Exception> refusal(IOException failed) {
        if (late) {
            return Optional.of(new IOException("it has not said in time which node it is"));
        } else if (Disconnections.isOne(failed)) {
            LOG.debug("{} is gone: {}", Thread.currentThread().getName(), failed.toString());
            return Optional.empty();
        }
        return Optional.of(failed);
    }

    /** The address that the connection comes from. */
    InetAddress machine() {
        return plain.getInetAddress();
    }

    private Handshake greeting(DataInputStream in) throws IOException {
        Handshake handshake = Handshake.read(in);
        security.requireNode(secured, MemberId.parse(handshake.from()).node());
        requireSelf(handshake);
        identified = true;
        Thread.currentThread()
                .setName("raft-" + self + "-from-" + handshake.from() + "-" + handshake.connectionClass());
        return handshake;
    }

    private void requireSelf(Handshake handshake) throws IOException {
        if (handshake.to().equals(self)) {
            return;
        }
        boolean otherDisk = MemberId.parse(handshake.to())
                .node()
                .equals(MemberId.parse(self).node());
        throw new IOException(handshake.from() + " looks for " + handshake.to() + ", but this is " + self
                + (otherDisk
                        ? ": another disk of that node, which a majority has not admitted yet as far as "
                                + handshake.from() + " knows"
                        : ": see to its addresses of the peers"));
    }

    long number() {
        return number;
    }

    boolean isIdentified() {
        return identified;
    }

    /** Whether it was ended because it had not said yet which node it is. */
    boolean isLate() {
        return late;
    }

    /** The time to say who it is, is over. False if it has said so. */
    boolean endUnlessIdentified() {
        if (identified) {
            return false;
        }
        late = true;
        close();
        return true;
    }

    private void reply(Frame request, String from) throws IOException {
        requests.enter(request, from).whenComplete((answer, failure) -> {
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
            secured.getOutputStream().write(frame);
        }
    }

    /** Never blocks. */
    @Override
    public void close() {
        IOUtils.cleanup(LOG, plain);
    }
}
