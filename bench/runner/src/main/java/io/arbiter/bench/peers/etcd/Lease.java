package io.arbiter.bench.peers.etcd;

import io.etcd.jetcd.api.LeaseGrantRequest;
import io.etcd.jetcd.api.LeaseGrantResponse;
import io.etcd.jetcd.api.LeaseGrpc.LeaseStub;
import io.etcd.jetcd.api.LeaseRevokeRequest;
import io.etcd.jetcd.api.LeaseRevokeResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The start and the end of a lease, which is etcd's word for a session. */
final class Lease {
    private Lease() {}

    /** @param ttl etcd counts in whole seconds: fractions are rounded up */
    static CompletableFuture<Long> grant(LeaseStub leases, Duration ttl) {
        var request = LeaseGrantRequest.newBuilder()
                .setTTL(ttl.plusNanos(999_999_999).toSeconds())
                .build();
        return Answer.<LeaseGrantResponse>to(answer -> leases.leaseGrant(request, answer))
                .thenApply(LeaseGrantResponse::getID);
    }

    static CompletableFuture<LeaseRevokeResponse> revoke(LeaseStub leases, long lease) {
        return Answer.to(answer ->
                leases.leaseRevoke(LeaseRevokeRequest.newBuilder().setID(lease).build(), answer));
    }
}
