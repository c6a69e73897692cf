package io.arbiter.server.service;

import com.codahale.metrics.MetricRegistry;
import io.arbiter.core.expiry.MonotonicClock;
import io.arbiter.server.batch.BatchLimits;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.watch.WatchLimits;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.net.SocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** How one node serves its clients. Immutable; each {@code with} makes a changed copy. */
public record ClientPortOptions(SocketAddress listen, Nameplate nameplate, MonotonicClock clock,
        LongSupplier wallMillis, BatchLimits batchLimits, ServiceLimits serviceLimits, WatchLimits watchLimits,
        MetricRegistry metrics, Function<Member, ManagedChannel> connector, List<BindableService> otherServices) {
    public ClientPortOptions {
        otherServices = List.copyOf(otherServices);
    }

    /** This machine's clocks, the default limits, plaintext to the peers. */
    public static ClientPortOptions of(SocketAddress listen, Nameplate nameplate, MetricRegistry metrics) {
        return new ClientPortOptions(listen, nameplate, System::nanoTime, System::currentTimeMillis, BatchLimits.LOCAL,
                ServiceLimits.DEFAULT, WatchLimits.DEFAULT, metrics, ClientPortOptions::plaintext, List.of());
    }

    /** A dead link is noticed by keep-alive: without it, TCP would believe in it for a quarter of an hour. */
    private static ManagedChannel plaintext(Member peer) {
        return NettyChannelBuilder.forTarget(peer.clientAddress())
                .usePlaintext()
                .directExecutor()
                .maxInboundMessageSize(64 << 20)
                .keepAliveTime(5, TimeUnit.SECONDS)
                .keepAliveTimeout(3, TimeUnit.SECONDS)
                .build();
    }

    public ClientPortOptions withLimits(BatchLimits batch, ServiceLimits service, WatchLimits watch) {
        return new ClientPortOptions(listen, nameplate, clock, wallMillis, batch, service, watch, metrics, connector,
                otherServices);
    }

    public ClientPortOptions withOtherServices(List<BindableService> services) {
        return new ClientPortOptions(listen, nameplate, clock, wallMillis, batchLimits, serviceLimits, watchLimits,
                metrics, connector, services);
    }

    /** The part that does not know of gRPC. */
    LeaseServiceOptions service() {
        return new LeaseServiceOptions(clock, wallMillis, batchLimits, serviceLimits.callsUnderWay(), metrics);
    }
}
