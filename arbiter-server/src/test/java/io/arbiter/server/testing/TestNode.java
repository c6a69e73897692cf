package io.arbiter.server.testing;

import com.codahale.metrics.MetricRegistry;
import io.arbiter.core.machine.Limits;
import io.arbiter.server.batch.BatchLimits;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.service.ClientPort;
import io.arbiter.server.service.ClientPortOptions;
import io.arbiter.server.service.Nameplate;
import io.arbiter.server.service.ServiceLimits;
import io.arbiter.server.watch.WatchLimits;
import io.arbiter.v1.ArbiterGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** One node of a {@link MemoryCluster} that serves on a free loopback port. */
public final class TestNode implements AutoCloseable {
    private final Replica replica;
    private final MemoryLog log;
    private final ClientPort port;
    private final MetricRegistry metrics = new MetricRegistry();
    private final ManagedChannel channel;

    public TestNode(MemoryCluster cluster, String name) {
        this(cluster, name, Limits.DEFAULT, options -> options);
    }

    public TestNode(MemoryCluster cluster, String name, Limits limits, UnaryOperator<ClientPortOptions> changes) {
        int free = freePort();
        var listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), free);
        var member = new Member(name, "region-" + name, "unused:1", "127.0.0.1:" + free);
        var options = changes.apply(ClientPortOptions.of(listen, new Nameplate("test", "0.1.0"), metrics));
        replica = new Replica(limits, options.clock(), Duration.ZERO);
        log = cluster.join(member, replica);
        try {
            port = ClientPort.start(log, replica, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        channel = NettyChannelBuilder.forAddress("127.0.0.1", free).usePlaintext().build();
    }

    /** Small bounds, to reach them. */
    public static ClientPortOptions smallLimits(ClientPortOptions options) {
        return options.withLimits(new BatchLimits(1, 10, 1 << 20, 30, 2 << 20, 1 << 19),
                new ServiceLimits(30, 100, 15, 1 << 20), new WatchLimits(3, 20, 100, Duration.ofMillis(50)));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Replica replica() {
        return replica;
    }

    public MemoryLog log() {
        return log;
    }

    public MetricRegistry metrics() {
        return metrics;
    }

    public ClientPort port() {
        return port;
    }

    public ManagedChannel channel() {
        return channel;
    }

    /** Blocking calls with a generous deadline. */
    public ArbiterGrpc.ArbiterBlockingStub calls() {
        return calls(Duration.ofSeconds(20));
    }

    public ArbiterGrpc.ArbiterBlockingStub calls(Duration deadline) {
        return ArbiterGrpc.newBlockingStub(channel).withDeadlineAfter(deadline.toMillis(), TimeUnit.MILLISECONDS);
    }

    public ArbiterGrpc.ArbiterFutureStub futures() {
        return ArbiterGrpc.newFutureStub(channel).withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    public ArbiterGrpc.ArbiterStub streams() {
        return ArbiterGrpc.newStub(channel);
    }

    @Override
    public void close() {
        channel.shutdownNow();
        port.close();
    }
}
