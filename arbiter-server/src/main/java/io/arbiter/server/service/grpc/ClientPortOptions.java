package io.arbiter.server.service.grpc;

import io.arbiter.core.expiry.MonotonicClock;
import io.arbiter.server.address.PeerChannel;
import io.arbiter.server.batch.BatchLimits;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.limit.Admission;
import io.arbiter.server.service.CallListener;
import io.arbiter.server.service.ClusterTerms;
import io.arbiter.server.service.LeaseServiceOptions;
import io.arbiter.server.service.ServiceLimits;
import io.arbiter.server.tls.NodeTls;
import io.arbiter.server.watch.WatchLimits;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.SocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Options of one node's client port. Immutable; each {@code with} makes a changed copy. */
public record ClientPortOptions(
        SocketAddress listen,
        ServerInfo nameplate,
        MonotonicClock clock,
        LongSupplier wallMillis,
        BatchLimits batchLimits,
        ServiceLimits serviceLimits,
        WatchLimits watchLimits,
        PrometheusRegistry metrics,
        Function<Member, ManagedChannel> connector,
        List<BindableService> otherServices,
        ClusterTerms terms,
        Optional<NodeTls> tls,
        CallListener calls,
        PortProtection protection) {
    public ClientPortOptions {
        otherServices = List.copyOf(otherServices);
    }

    /** This machine's clocks, the default limits, plaintext to the peers. */
    public static ClientPortOptions of(SocketAddress listen, ServerInfo nameplate, PrometheusRegistry metrics) {
        return new ClientPortOptions(
                listen,
                nameplate,
                System::nanoTime,
                System::currentTimeMillis,
                BatchLimits.LOCAL,
                ServiceLimits.DEFAULT,
                WatchLimits.DEFAULT,
                metrics,
                peer -> channel(peer, Optional.empty()),
                List.of(),
                ClusterTerms.DEFAULT,
                Optional.empty(),
                CallListener.NONE,
                PortProtection.NONE);
    }

    /**
     * Keep-alive notices a dead link, which TCP alone would assume alive for a quarter of an hour. The time-out also
     * bounds the kernel's wait for an acknowledgement of sent data; gRPC asks at most every 10 s.
     */
    private static ManagedChannel channel(Member peer, Optional<NodeTls> tls) {
        return PeerChannel.to(peer, tls)
                .directExecutor()
                .maxInboundMessageSize(64 << 20)
                .keepAliveTime(10, TimeUnit.SECONDS)
                .keepAliveTimeout(3, TimeUnit.SECONDS)
                .build();
    }

    public ClientPortOptions withLimits(BatchLimits batch, ServiceLimits service, WatchLimits watch) {
        return new ClientPortOptions(
                listen,
                nameplate,
                clock,
                wallMillis,
                batch,
                service,
                watch,
                metrics,
                connector,
                otherServices,
                terms,
                tls,
                calls,
                protection);
    }

    /** With other clocks than this machine's, which tests move. */
    public ClientPortOptions withClocks(MonotonicClock decides, LongSupplier shown) {
        return new ClientPortOptions(
                listen,
                nameplate,
                decides,
                shown,
                batchLimits,
                serviceLimits,
                watchLimits,
                metrics,
                connector,
                otherServices,
                terms,
                tls,
                calls,
                protection);
    }

    /** With another way to the peers. */
    public ClientPortOptions withConnector(Function<Member, ManagedChannel> toPeers) {
        return new ClientPortOptions(
                listen,
                nameplate,
                clock,
                wallMillis,
                batchLimits,
                serviceLimits,
                watchLimits,
                metrics,
                toPeers,
                otherServices,
                terms,
                tls,
                calls,
                protection);
    }

    public ClientPortOptions withOtherServices(List<BindableService> services) {
        return new ClientPortOptions(
                listen,
                nameplate,
                clock,
                wallMillis,
                batchLimits,
                serviceLimits,
                watchLimits,
                metrics,
                connector,
                services,
                terms,
                tls,
                calls,
                protection);
    }

    public ClientPortOptions withTerms(ClusterTerms others) {
        return new ClientPortOptions(
                listen,
                nameplate,
                clock,
                wallMillis,
                batchLimits,
                serviceLimits,
                watchLimits,
                metrics,
                connector,
                otherServices,
                others,
                tls,
                calls,
                protection);
    }

    /** With these certificates, to clients and to the peers; empty for plaintext. */
    public ClientPortOptions withTls(Optional<NodeTls> certificates) {
        return new ClientPortOptions(
                listen,
                nameplate,
                clock,
                wallMillis,
                batchLimits,
                serviceLimits,
                watchLimits,
                metrics,
                peer -> channel(peer, certificates),
                otherServices,
                terms,
                certificates,
                calls,
                protection);
    }

    /** With somebody who is told of the calls of this node's own clients. */
    public ClientPortOptions withCallListener(CallListener listener) {
        return new ClientPortOptions(
                listen,
                nameplate,
                clock,
                wallMillis,
                batchLimits,
                serviceLimits,
                watchLimits,
                metrics,
                connector,
                otherServices,
                terms,
                tls,
                listener,
                protection);
    }

    /** With these defences. */
    public ClientPortOptions withProtection(PortProtection defences) {
        return new ClientPortOptions(
                listen,
                nameplate,
                clock,
                wallMillis,
                batchLimits,
                serviceLimits,
                watchLimits,
                metrics,
                connector,
                otherServices,
                terms,
                tls,
                calls,
                defences);
    }

    /** The options that do not depend on gRPC. */
    LeaseServiceOptions service(Admission admission) {
        return new LeaseServiceOptions(
                clock, wallMillis, batchLimits, serviceLimits.callsInFlight(), admission, metrics, terms, calls);
    }
}
