package io.arbiter.link;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/**
 * One proxied connection: a client's socket, the target's socket, and a pipe each way. Only for the event
 * loop.
 */
final class Connection {
    private final EventLoop loop;
    private final Route route;
    private final Link forward;
    private final Link backward;
    private final int resetsSeen;
    private final Handshake handshake;
    private final Pipe up;
    private final Pipe down;
    private final Endpoint client;
    private Endpoint target;
    private boolean closed;

    Connection(EventLoop loop, Route route, SocketChannel accepted) throws IOException {
        this.loop = loop;
        this.route = route;
        this.forward = loop.links().between(route.from(), route.to());
        this.backward = loop.links().between(route.to(), route.from());
        this.resetsSeen = resets();
        this.handshake = new Handshake(this, forward, backward);
        this.up = new Pipe(this, forward);
        this.down = new Pipe(this, backward);
        this.client = new Endpoint(accepted, loop.selector(), this);
    }

    void start(long nowNanos) {
        up.readFrom(client);
        handshake.start(nowNanos);
    }

    Timers timers() {
        return loop.timers();
    }

    Route route() {
        return route;
    }

    int heldBytes() {
        return up.heldBytes() + down.heldBytes();
    }

    void connectToTarget(long nowNanos) {
        if (closed) {
            return;
        }
        try {
            target = new Endpoint(SocketChannel.open(), loop.selector(), this);
            if (target.channel().connect(route.target())) {
                connected(nowNanos);
            } else {
                target.want(SelectionKey.OP_CONNECT, true);
            }
        } catch (IOException refused) {
            handshake.answered(Parcel.RESET, nowNanos);
        }
    }

    private void connected(long nowNanos) {
        target.want(SelectionKey.OP_CONNECT, false);
        down.readFrom(target);
        handshake.answered(Parcel.END, nowNanos);
    }

    void established(Parcel news, long nowNanos) {
        if (closed) {
            return;
        }
        if (news.kind() == Parcel.Kind.RESET) {
            reset();
        } else {
            up.deliverTo(target, nowNanos);
            down.deliverTo(client, nowNanos);
        }
    }

    void ready(SelectionKey key, ByteBuffer scratch, long nowNanos) {
        Endpoint endpoint = key == client.key() ? client : target;
        if (endpoint.isReady(SelectionKey.OP_CONNECT)) {
            finishConnect(nowNanos);
        }
        if (endpoint.isReady(SelectionKey.OP_READ)) {
            (endpoint == client ? up : down).read(scratch, nowNanos);
        }
        if (endpoint.isReady(SelectionKey.OP_WRITE)) {
            (endpoint == client ? down : up).deliver(nowNanos);
        }
        if (target == null && up.hasSourceEnded() && !(forward.isOpen() && backward.isOpen())) {
            reset(); // The client gave up before its SYN got through: there is nothing to report to the target.
        }
    }

    private void finishConnect(long nowNanos) {
        try {
            target.channel().finishConnect();
            connected(nowNanos);
        } catch (IOException refused) {
            target.want(SelectionKey.OP_CONNECT, false);
            handshake.answered(Parcel.RESET, nowNanos);
        }
    }

    /** The sink of the pipe is gone: the other direction carries that back. */
    void broke(Pipe pipe, long nowNanos) {
        (pipe == up ? down : up).sourceFailed(nowNanos);
        closeIfFinished();
    }

    void closeIfFinished() {
        if (up.isFinished() && down.isFinished()) {
            // Not hard: a slow reader's last bytes still lie in its socket's buffer, and a reset would drop them.
            close(Endpoint::close);
        }
    }

    private int resets() {
        return forward.resets() + backward.resets();
    }

    /** A setting of a link has changed, or it was reset. */
    void linkChanged() {
        if (loop.isRefused(route) || resets() != resetsSeen) {
            reset();
        } else if (!closed) {
            handshake.schedule();
            up.schedule();
            down.schedule();
        }
    }

    void reset() {
        close(Endpoint::reset);
    }

    private interface Closing {
        void close(Endpoint endpoint) throws IOException;
    }

    private void close(Closing how) {
        if (closed) {
            return;
        }
        closed = true;
        loop.forget(this);
        try {
            how.close(client);
            if (target != null) {
                how.close(target);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("closing a connection of " + route, failed);
        }
    }
}
