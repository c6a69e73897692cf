package io.arbiter.server.service;

import io.arbiter.internal.v1.PeerGrpc;
import io.arbiter.internal.v1.ReadBarrierRequest;
import io.arbiter.internal.v1.ReadBarrierResponse;
import io.arbiter.server.failure.Failures;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;

/** What other nodes ask of this one. */
final class PeerEndpoint extends PeerGrpc.PeerImplBase {
    private final LeaseService service;

    PeerEndpoint(LeaseService service) {
        this.service = service;
    }

    @Override
    public void readBarrier(ReadBarrierRequest request, StreamObserver<ReadBarrierResponse> out) {
        service.ownBarrier().whenComplete((index, failure) -> {
            if (failure == null) {
                out.onNext(ReadBarrierResponse.newBuilder().setIndex(index).build());
                out.onCompleted();
            } else {
                out.onError(StatusProto.toStatusRuntimeException(Failures.of(failure).toStatus()));
            }
        });
    }
}
