package io.arbiter.server.service.grpc;

import io.arbiter.internal.v1.PeerGrpc;
import io.arbiter.internal.v1.ReadIndexRequest;
import io.arbiter.internal.v1.ReadIndexResponse;
import io.arbiter.server.consensus.MemberId;
import io.arbiter.server.consensus.TermAck;
import io.arbiter.server.failure.ExceptionMapper;
import io.arbiter.server.service.LeaseService;
import io.arbiter.server.service.grpc.interceptor.Callers;
import io.arbiter.server.service.grpc.interceptor.NodesOnly;
import io.arbiter.server.tls.Caller;
import io.grpc.protobuf.StatusProto;
import io.grpc.stub.StreamObserver;

/** Serves the requests of other nodes to this one. */
final class PeerGrpcService extends PeerGrpc.PeerImplBase {
    private final LeaseService service;

    PeerGrpcService(LeaseService service) {
        this.service = service;
    }

    @Override
    public void readIndex(ReadIndexRequest request, StreamObserver<ReadIndexResponse> out) {
        Caller caller = Callers.current();
        MemberId asker = MemberId.parse(request.getNode());
        if (!caller.mayBe(asker.node())) {
            out.onError(StatusProto.toStatusRuntimeException(
                    NodesOnly.refusal(caller, "confirm terms as the node " + asker.node())
                            .toStatus()));
            return;
        }
        service.readIndex(new TermAck(asker, request.getTerm())).whenComplete((index, failure) -> {
            if (failure == null) {
                out.onNext(ReadIndexResponse.newBuilder().setIndex(index).build());
                out.onCompleted();
            } else {
                out.onError(StatusProto.toStatusRuntimeException(
                        ExceptionMapper.of(failure).toStatus()));
            }
        });
    }
}
