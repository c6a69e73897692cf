package io.arbiter.bench.peers.etcd;

import io.arbiter.bench.contest.Renewals;
import io.arbiter.bench.peers.InFlight;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseGrpc.LeaseStub;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Many leases at one server, renewed over streams that stay open. etcd handles the renewals of one stream one after the
 * other. The leader answers most over a few streams. A follower needs a round trip to the leader for each renewal, so
 * there each of the renewals in flight gets a stream, as if each came from a client of its own; one client's leases
 * share a stream in etcd's own libraries.
 */
final class EtcdRenewals implements Renewals {
    static final int STREAMS_TO_LEADER = 4;
    static final int STREAMS_TO_FOLLOWER = 256;

    private static final int CHANNELS = 4;

    private final List<ManagedChannel> channels;
    private final List<KeepAliveStream> streams;
    private final List<Long> leases;

    private EtcdRenewals(String address, int streamCount, int sessions, Duration ttl) {
        channels = IntStream.range(0, CHANNELS)
                .mapToObj(i -> Endpoints.channel(List.of(address)))
                .toList();
        streams = IntStream.range(0, streamCount)
                .mapToObj(i -> new KeepAliveStream(stub(i)))
                .toList();
        leases = InFlight.all(sessions, i -> Lease.grant(stub(i), ttl));
    }

    static EtcdRenewals open(String address, int streamCount, int sessions, Duration ttl) {
        return new EtcdRenewals(address, streamCount, sessions, ttl);
    }

    private LeaseStub stub(int number) {
        return LeaseGrpc.newStub(channels.get(number % CHANNELS));
    }

    @Override
    public int sessions() {
        return leases.size();
    }

    @Override
    public CompletableFuture<Void> renew(int session) {
        return streams.get(session % streams.size()).renew(leases.get(session));
    }

    @Override
    public void close() {
        InFlight.all(leases.size(), i -> Lease.revoke(stub(i), leases.get(i)));
        channels.forEach(ManagedChannel::shutdownNow);
    }
}
