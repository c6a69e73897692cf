package io.arbiter.bench.peers.etcd;

import com.google.protobuf.ByteString;
import io.arbiter.bench.contest.Client;
import io.arbiter.bench.contest.Grant;
import io.etcd.jetcd.api.DeleteRangeResponse;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.KVGrpc.KVStub;
import io.etcd.jetcd.api.LeaseGrpc;
import io.etcd.jetcd.api.LeaseGrpc.LeaseStub;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RangeResponse;
import io.etcd.jetcd.api.TxnResponse;
import io.etcd.jetcd.api.WatchGrpc;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One connection with one lease, which is renewed every third of its TTL. */
final class EtcdClient implements Client {
    private static final int RENEWALS_PER_TTL = 3;
    private static final int PATIENCE_SECONDS = 10;

    private final ManagedChannel channel;
    private final KVStub keys;
    private final LeaseStub leases;
    private final long lease;
    private final Future<?> renewing;
    private final EtcdLock locks;
    private volatile boolean vanished;

    private EtcdClient(ManagedChannel channel, Duration ttl, ScheduledExecutorService timer) {
        this.channel = channel;
        this.keys = KVGrpc.newStub(channel);
        this.leases = LeaseGrpc.newStub(channel);
        this.lease = Lease.grant(leases.withWaitForReady(), ttl)
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
        this.locks = new EtcdLock(channel, lease, timer);
        var stream = new KeepAliveStream(leases);
        long periodNanos = ttl.dividedBy(RENEWALS_PER_TTL).toNanos();
        this.renewing =
                timer.scheduleAtFixedRate(() -> stream.renew(lease), periodNanos, periodNanos, TimeUnit.NANOSECONDS);
    }

    static EtcdClient open(List<String> addresses, Duration ttl, ScheduledExecutorService timer) {
        ManagedChannel channel = Endpoints.channel(addresses);
        try {
            return new EtcdClient(channel, ttl, timer);
        } catch (RuntimeException failed) {
            channel.shutdownNow();
            throw failed;
        }
    }

    @Override
    public CompletableFuture<Grant> acquire(String resource) {
        ByteString key = key(resource);
        return Answer.<TxnResponse>to(answer -> keys.txn(Requests.putIfAbsent(key, lease), answer))
                .thenApply(response -> {
                    if (!response.getSucceeded()) {
                        throw new IllegalStateException(resource + " is taken");
                    }
                    return () -> release(key);
                });
    }

    private CompletableFuture<Void> release(ByteString key) {
        return Answer.<DeleteRangeResponse>to(answer -> keys.deleteRange(Requests.delete(key), answer))
                .thenAccept(deleted -> {});
    }

    @Override
    public CompletableFuture<Grant> lock(String resource, Duration atMost) {
        return locks.lock(resource, Deadline.after(atMost.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public CompletableFuture<Void> read(String resource) {
        RangeRequest request = RangeRequest.newBuilder().setKey(key(resource)).build();
        return Answer.<RangeResponse>to(answer -> keys.range(request, answer)).thenAccept(answer -> {});
    }

    @Override
    public CompletableFuture<Void> watch(String resource, Runnable onTaken) {
        var watching = new Watching(onTaken);
        WatchGrpc.newStub(channel).watch(watching).onNext(Requests.watch(key(resource)));
        return watching.begun();
    }

    private static ByteString key(String resource) {
        return ByteString.copyFromUtf8("resource/" + resource);
    }

    @Override
    public void vanish() {
        vanished = true;
        renewing.cancel(false);
        channel.shutdownNow();
    }

    @Override
    public void close() {
        renewing.cancel(false);
        try {
            if (!vanished) {
                Lease.revoke(leases, lease)
                        .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                        .join();
            }
        } finally {
            channel.shutdownNow();
        }
    }
}
