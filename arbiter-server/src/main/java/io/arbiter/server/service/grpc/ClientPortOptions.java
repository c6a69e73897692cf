package io.arbiter.server.service.grpc;

import io.arbiter.core.expiry.MonotonicClock;
import io.arbiter.server.address.PeerChannel;
import io.arbiter.server.batch.BatchLimits;
import io.arbiter.server.bootstrap.PeerIdentityClient;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.limit.Admission;
import io.arbiter.server.service.CallListener;
import io.arbiter.server.service.ClusterTerms;
import io.arbiter.server.service.LeaseServiceOptions;
import io.arbiter.server.service.ServiceLimits;
import io.arbiter.server.service.grpc.snapshot.SnapshotSaves;
import io.arbiter.server.tls.NodeTls;
import io.arbiter.server.watch.WatchLimits;
import io.grpc.BindableService;
import io.grpc.ManagedChannel;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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
    /** For as long the reader of a backup may take nothing. */
    private static final Duration SNAPSHOT_PATIENCE = Duration.ofSeconds(30);

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
        return changed(draft -> {
            draft.batchLimits = batch;
            draft.serviceLimits = service;
            draft.watchLimits = watch;
        });
    }

    /** With other clocks than this machine's, which tests move. */
    public ClientPortOptions withClocks(MonotonicClock decides, LongSupplier shown) {
        return changed(draft -> {
            draft.clock = decides;
            draft.wallMillis = shown;
        });
    }

    /** With another way to the peers. */
    public ClientPortOptions withConnector(Function<Member, ManagedChannel> toPeers) {
        return changed(draft -> draft.connector = toPeers);
    }

    public ClientPortOptions withOtherServices(List<BindableService> services) {
        return changed(draft -> draft.otherServices = services);
    }

    public ClientPortOptions withTerms(ClusterTerms others) {
        return changed(draft -> draft.terms = others);
    }

    /** With these certificates, to clients and to the peers; empty for plaintext. */
    public ClientPortOptions withTls(Optional<NodeTls> certificates) {
        return changed(draft -> {
            draft.connector = peer -> channel(peer, certificates);
            draft.tls = certificates;
        });
    }

    /** With somebody who is told of the calls of this node's own clients. */
    public ClientPortOptions withCallListener(CallListener listener) {
        return changed(draft -> draft.calls = listener);
    }

    /** With these defences. */
    public ClientPortOptions withProtection(PortProtection defences) {
        return changed(draft -> draft.protection = defences);
    }

    /** What a backup says of this node. */
    SnapshotSaves.Node snapshots() {
        return new SnapshotSaves.Node(nameplate.cluster(), nameplate.version(), wallMillis, SNAPSHOT_PATIENCE, calls);
    }

    /** The options that do not depend on gRPC. */
    LeaseServiceOptions service(Admission admission) {
        return new LeaseServiceOptions(
                clock,
                wallMillis,
                batchLimits,
                serviceLimits.callsInFlight(),
                admission,
                NodeTls.ownership(tls),
                metrics,
                terms,
                calls,
                nameplate.cluster(),
                PeerIdentityClient.overGrpc(tls));
    }

    private ClientPortOptions changed(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.done();
    }

    /** A copy while it is changed. */
    private static final class Draft {
        private final SocketAddress listen;
        private final ServerInfo nameplate;
        private final PrometheusRegistry metrics;
        private MonotonicClock clock;
        private LongSupplier wallMillis;
        private BatchLimits batchLimits;
        private ServiceLimits serviceLimits;
        private WatchLimits watchLimits;
        private Function<Member, ManagedChannel> connector;
        private List<BindableService> otherServices;
        private ClusterTerms terms;
        private Optional<NodeTls> tls;
        private CallListener calls;
        private PortProtection protection;

        Draft(ClientPortOptions from) {
            this.listen = from.listen;
            this.nameplate = from.nameplate;
            this.clock = from.clock;
            this.wallMillis = from.wallMillis;
            this.batchLimits = from.batchLimits;
            this.serviceLimits = from.serviceLimits;
            this.watchLimits = from.watchLimits;
            this.metrics = from.metrics;
            this.connector = from.connector;
            this.otherServices = from.otherServices;
            this.terms = from.terms;
            this.tls = from.tls;
            this.calls = from.calls;
            this.protection = from.protection;
        }

        ClientPortOptions done() {
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
                    protection);
        }
    }
}
