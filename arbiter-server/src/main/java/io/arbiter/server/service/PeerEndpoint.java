package io.arbiter.server.service;

import io.arbiter.internal.v1.PeerGrpc;
import io.arbiter.internal.v1.ReadIndexRequest;
import io.arbiter.internal.v1.ReadIndexResponse;
import io.arbiter.server.consensus.Witness;
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
    public void readIndex(ReadIndexRequest request, StreamObserver<ReadIndexResponse> out) {
        service.readIndex(new Witness(request.getNode(), request.getTerm())).whenComplete((index, failure) -> {
            if (failure == null) {
                out.onNext(ReadIndexResponse.newBuilder().setIndex(index).build());
                out.onCompleted();
            } else {
                out.onError(StatusProto.toStatusRuntimeException(Failures.of(failure).toStatus()));
            }
        });
    }
}
