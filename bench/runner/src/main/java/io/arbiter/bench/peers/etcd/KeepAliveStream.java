package io.arbiter.bench.peers.etcd;

import io.etcd.jetcd.api.LeaseGrpc.LeaseStub;
import io.etcd.jetcd.api.LeaseKeepAliveRequest;
import io.etcd.jetcd.api.LeaseKeepAliveResponse;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Renewals over one open stream; a new stream replaces it when it breaks. etcd answers in order. */
final class KeepAliveStream {
    private final LeaseStub leases;
    private Stream open;

    KeepAliveStream(LeaseStub leases) {
        this.leases = leases;
    }

    synchronized CompletableFuture<Void> renew(long lease) {
        if (open == null) {
            open = new Stream();
        }
        return open.renew(lease);
    }

    private synchronized void broken(Stream stream) {
        if (open == stream) {
            open = null;
        }
    }

    private final class Stream implements StreamObserver<LeaseKeepAliveResponse> {
        private final Queue<CompletableFuture<Void>> waiting = new ConcurrentLinkedQueue<>();
        private final StreamObserver<LeaseKeepAliveRequest> requests = leases.leaseKeepAlive(this);

        CompletableFuture<Void> renew(long lease) {
            var renewed = new CompletableFuture<Void>();
            waiting.add(renewed);
            requests.onNext(LeaseKeepAliveRequest.newBuilder().setID(lease).build());
            return renewed;
        }

        @Override
        public void onNext(LeaseKeepAliveResponse response) {
            CompletableFuture<Void> renewed = waiting.remove();
            if (response.getTTL() > 0) {
                renewed.complete(null);
            } else {
                renewed.completeExceptionally(new IllegalStateException("the lease has run out"));
            }
        }

        @Override
        public void onError(Throwable failure) {
            broken(this);
            waiting.forEach(renewed -> renewed.completeExceptionally(failure));
        }

        @Override
        public void onCompleted() {
            onError(Status.UNAVAILABLE.withDescription("etcd closed the stream").asRuntimeException());
        }
    }
}
