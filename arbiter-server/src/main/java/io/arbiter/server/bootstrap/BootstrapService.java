package io.arbiter.server.bootstrap;

import io.arbiter.internal.v1.BootstrapGrpc;
import io.arbiter.internal.v1.IntroduceRequest;
import io.arbiter.internal.v1.IntroduceResponse;
import io.arbiter.server.storage.NodeIdentity;
import io.grpc.stub.StreamObserver;
import java.util.function.Supplier;

/** Introduces this node. Served on the client port for as long as the process lives: late peers ask too. */
public final class BootstrapService extends BootstrapGrpc.BootstrapImplBase {
    private final Supplier<NodeIdentity> identity;
    private final String aboveToken;

    /**
     * @param identity as it is on disk by now
     * @param aboveToken this node's {@code bootstrap.above-token}, as it is written
     */
    public BootstrapService(Supplier<NodeIdentity> identity, String aboveToken) {
        this.identity = identity;
        this.aboveToken = aboveToken;
    }

    @Override
    public void introduce(IntroduceRequest request, StreamObserver<IntroduceResponse> observer) {
        NodeIdentity self = identity.get();
        observer.onNext(IntroduceResponse.newBuilder()
                .setCluster(self.cluster())
                .setNode(self.node())
                .setId(self.id())
                .setAboveToken(aboveToken)
                .putAllMembers(self.members())
                .build());
        observer.onCompleted();
    }
}
