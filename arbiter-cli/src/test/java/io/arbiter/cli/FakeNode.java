package io.arbiter.cli;

import io.grpc.Attributes;
import io.grpc.ManagedChannel;
import io.grpc.Server;
import io.grpc.ServerTransportFilter;
import io.grpc.inprocess.InProcessChannelBuilder;
import io.grpc.inprocess.InProcessServerBuilder;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The fake service on a free loopback port. */
final class FakeNode implements AutoCloseable {
    final FakeArbiter state;
    final Faults faults = new Faults();
    /** Counts the connections made to it. */
    final Connections connections = new Connections();

    private final Server server;
    /** Carries out the calls that come in streams. */
    private final Server unary;

    private final ManagedChannel toUnary;

    static final class Connections extends ServerTransportFilter {
        final AtomicInteger count = new AtomicInteger();

        @Override
        public Attributes transportReady(Attributes attributes) {
            count.incrementAndGet();
            return attributes;
        }
    }

    FakeNode() {
        this(new FakeArbiter());
    }

    /** One more node of the same cluster. */
    FakeNode(FakeArbiter shared) {
        this(shared, InetAddress.getLoopbackAddress(), 0);
    }

    FakeNode(FakeArbiter shared, InetAddress address, int port) {
        this(shared, NettyServerBuilder.forAddress(new InetSocketAddress(address, port)));
    }

    /** One that wants certificates. */
    FakeNode(SslContext tls) {
        this(
                new FakeArbiter(),
                NettyServerBuilder.forAddress(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                        .sslContext(tls));
    }

    private FakeNode(FakeArbiter shared, NettyServerBuilder listening) {
        state = shared;
        faults.death = this::close;
        String name = UUID.randomUUID().toString();
        toUnary = InProcessChannelBuilder.forName(name).build();
        FakeService service = new FakeService(state, toUnary);
        try {
            unary = InProcessServerBuilder.forName(name)
                    .addService(service)
                    .intercept(faults)
                    .build()
                    .start();
            server = listening
                    .addService(service)
                    .intercept(faults)
                    .addTransportFilter(connections)
                    .build()
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return server.getPort();
    }

    String endpoint() {
        return "127.0.0.1:" + server.getPort();
    }

    @Override
    public void close() {
        server.shutdownNow();
        unary.shutdownNow();
        toUnary.shutdownNow();
    }

    /** Once its port is free again. */
    void closeAndAwait() {
        close();
        try {
            if (!server.awaitTermination(1, TimeUnit.MINUTES)) {
                throw new IllegalStateException("the fake node does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
