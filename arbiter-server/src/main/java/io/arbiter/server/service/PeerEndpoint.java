package io.arbiter.server.service;

import io.arbiter.internal.v1.PeerGrpc;
import io.arbiter.internal.v1.ReadBarrierRequest;
import io.arbiter.internal.v1.ReadBarrierResponse;
import io.arbiter.server.failure.Failures;
import io.arbiter.server.read.ReadBarriers;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;

/** What other nodes ask of this one. */
final class PeerEndpoint extends PeerGrpc.PeerImplBase {
    private final ReadBarriers barriers;

    PeerEndpoint(ReadBarriers barriers) {
        this.barriers = barriers;
    }

    @Override
    public void readBarrier(ReadBarrierRequest request, StreamObserver<ReadBarrierResponse> out) {
        barriers.ownBarrier().whenComplete((index, failure) -> {
            if (failure == null) {
                out.onNext(ReadBarrierResponse.newBuilder().setIndex(index).build());
                out.onCompleted();
            } else {
                out.onError(StatusProto.toStatusRuntimeException(Failures.of(failure).toStatus()));
            }
        });
    }
}
