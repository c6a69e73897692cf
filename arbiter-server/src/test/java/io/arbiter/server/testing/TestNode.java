package io.arbiter.server.testing;

import static io.arbiter.testsupport.Patience.PATIENCE;

import io.arbiter.core.machine.Limits;
import io.arbiter.server.batch.BatchLimits;
import io.arbiter.server.config.TokenFloor;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.memory.MemoryCluster;
import io.arbiter.server.memory.MemoryLog;
import io.arbiter.server.metrics.PrometheusText;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.service.ClusterTerms;
import io.arbiter.server.service.ServiceLimits;
import io.arbiter.server.service.grpc.ClientPortOptions;
import io.arbiter.server.service.grpc.GrpcServer;
import io.arbiter.server.service.grpc.Reflection;
import io.arbiter.server.service.grpc.ServerInfo;
import io.arbiter.server.watch.WatchLimits;
import io.arbiter.testsupport.net.FreePorts;
import io.arbiter.v1.ArbiterGrpc;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/**
 * One node of a {@link MemoryCluster} that serves on a free loopback port. Its wall clock stands before 2026, so that
 * session ids start at 1.
 */
public final class TestNode implements AutoCloseable {
    private static final long WALL_MILLIS =
            Instant.parse("2025-06-01T00:00:00Z").toEpochMilli();
    private final Replica replica;
    private final MemoryLog log;
    private final GrpcServer port;
    private final PrometheusRegistry metrics = new PrometheusRegistry();
    private final ManagedChannel channel;

    public TestNode(MemoryCluster cluster, String name) {
        this(cluster, name, Limits.DEFAULT, options -> options);
    }

    public TestNode(MemoryCluster cluster, String name, Limits limits, UnaryOperator<ClientPortOptions> changes) {
        int free = FreePorts.one();
        var listen = new InetSocketAddress(InetAddress.getLoopbackAddress(), free);
        var member = new Member(name, "region-" + name, "unused:1", "127.0.0.1:" + free);
        var options = changes.apply(options(listen, metrics));
        replica = new Replica(limits, options.clock(), Duration.ZERO);
        log = cluster.join(member, replica);
        try {
            port = GrpcServer.start(log, replica, options);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        channel =
                NettyChannelBuilder.forAddress("127.0.0.1", free).usePlaintext().build();
    }

    private static ClientPortOptions options(InetSocketAddress listen, PrometheusRegistry metrics) {
        return ClientPortOptions.of(listen, new ServerInfo("test", "0.1.0"), metrics)
                .withClocks(System::nanoTime, () -> WALL_MILLIS)
                .withOtherServices(Reflection.services())
                .withTerms(new ClusterTerms(TokenFloor.NONE, Set.of("us-east", "us-west", "eu-central")));
    }

    /** Small bounds, to reach them. */
    public static ClientPortOptions smallLimits(ClientPortOptions options) {
        return options.withLimits(
                new BatchLimits(1, 10, 1 << 20, 30, 2 << 20, 1 << 19),
                new ServiceLimits(30, 100, 15, 1 << 20),
                new WatchLimits(3, 20, 100, Duration.ofMillis(50)));
    }

    public Replica replica() {
        return replica;
    }

    public MemoryLog log() {
        return log;
    }

    /**
     * The value of this node's metric without labels, or with those of the name; NaN while there is none.
     *
     * @param name as on the page, e.g. {@code arbiter_calls_failed_total{reason="NOT_HELD"}}
     */
    public double metric(String name) {
        String page = new String(new PrometheusText(metrics).get(), StandardCharsets.UTF_8);
        return page.lines()
                .filter(line -> line.startsWith(name + " "))
                .findFirst()
                .map(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .orElse(Double.NaN);
    }

    public GrpcServer port() {
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
        return ArbiterGrpc.newFutureStub(channel).withDeadlineAfter(PATIENCE.toSeconds(), TimeUnit.SECONDS);
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
