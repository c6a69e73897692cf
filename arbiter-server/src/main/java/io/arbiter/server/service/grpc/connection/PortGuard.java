package io.arbiter.server.service.grpc.connection;

import io.arbiter.server.refusal.ConnectionRefusals;
import io.grpc.netty.shaded.io.netty.buffer.ByteBuf;
import io.grpc.netty.shaded.io.netty.buffer.Unpooled;
import io.grpc.netty.shaded.io.netty.channel.ChannelFutureListener;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandler;
import io.grpc.netty.shaded.io.netty.channel.ChannelHandlerContext;
import io.grpc.netty.shaded.io.netty.channel.ChannelInboundHandlerAdapter;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslHandler;
import io.grpc.netty.shaded.io.netty.util.ReferenceCountUtil;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * Stands first on each connection of the client port. Counts it, and tells a client that speaks HTTP/2 in plaintext to
 * a port with TLS what is wrong, in the only words that it understands: gRPC would close the connection without any.
 */
final class PortGuard extends ChannelInboundHandlerAdapter {
    static final String TLS_ONLY =
            "this node speaks TLS alone: give this client a certificate and the node's authority";

    private static final String PORT = "client";
    /** Three times what gRPC's pings wait for each other. */
    private static final long GONE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private static final byte TLS_HANDSHAKE = 22;
    private static final byte PREFACE = 'P';
    private static final byte[] EMPTY_SETTINGS = {0, 0, 0, 4, 0, 0, 0, 0, 0};
    private static final int GOAWAY = 7;
    private static final int INADEQUATE_SECURITY = 12;

    private final ClientConnections connections;
    private final ConnectionRefusals refusals;
    private final boolean tls;
    private final ChannelHandler next;
    private boolean begun;
    private long heardNanos = System.nanoTime();
    private String problem = "it ended before it had said who it is";

    /** @param next takes the connection that is let in */
    PortGuard(ClientConnections connections, ConnectionRefusals refusals, boolean tls, ChannelHandler next) {
        this.connections = connections;
        this.refusals = refusals;
        this.tls = tls;
        this.next = next;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (connections.admit(context.channel())) {
            context.pipeline().addAfter(context.name(), null, next);
            closeOnceItIsGone(context);
        } else {
            refused(context, "too many connections are open, see limits.connections");
            context.close();
        }
    }

    /**
     * Whoever is there answers gRPC's pings, so one from whom nothing comes is gone. gRPC notices that as well, but
     * leaves the connection open if there are calls on it: it waits for their end, which it never sees.
     */
    private void closeOnceItIsGone(ChannelHandlerContext context) {
        long left = GONE_NANOS - (System.nanoTime() - heardNanos);
        if (left <= 0) {
            context.close();
        } else if (context.channel().isOpen()) {
            context.executor().schedule(() -> closeOnceItIsGone(context), left, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        heardNanos = System.nanoTime();
        if (begun || !(message instanceof ByteBuf bytes) || !bytes.isReadable()) {
            context.fireChannelRead(message);
            return;
        }
        begun = true;
        byte first = bytes.getByte(bytes.readerIndex());
        if (!tls || first == TLS_HANDSHAKE) {
            context.fireChannelRead(message);
            return;
        }
        ReferenceCountUtil.release(message);
        problem = "it speaks no TLS";
        if (first == PREFACE) {
            context.writeAndFlush(goAway()).addListener(ChannelFutureListener.CLOSE);
        } else {
            context.close();
        }
    }

    /** The beginning and the end of HTTP/2: settings, and the reason for going away. */
    private static ByteBuf goAway() {
        byte[] reason = TLS_ONLY.getBytes(StandardCharsets.US_ASCII);
        return Unpooled.buffer()
                .writeBytes(EMPTY_SETTINGS)
                .writeMedium(reason.length + 8)
                .writeByte(GOAWAY)
                .writeByte(0)
                .writeInt(0)
                .writeInt(0)
                .writeInt(INADEQUATE_SECURITY)
                .writeBytes(reason);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        boolean stranger = connections.ended(context.channel());
        if (stranger && begun) {
            refused(context, reason(context));
        } else if (stranger) {
            refusals.silent(PORT);
        }
        context.fireChannelInactive();
    }

    private String reason(ChannelHandlerContext context) {
        SslHandler handshake = context.pipeline().get(SslHandler.class);
        Throwable failure =
                handshake == null ? null : handshake.handshakeFuture().cause();
        return failure == null ? problem : "TLS: " + innermost(failure).getMessage();
    }

    private static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private void refused(ChannelHandlerContext context, String why) {
        if (context.channel().remoteAddress() instanceof InetSocketAddress from) {
            refusals.refused(PORT, from.getAddress().getHostAddress(), why);
        }
    }
}
