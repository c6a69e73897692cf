package io.arbiter.server.bootstrap;

import io.arbiter.internal.v1.BootstrapGrpc;
import io.arbiter.internal.v1.IntroduceRequest;
import io.arbiter.internal.v1.IntroduceResponse;
import io.arbiter.server.consensus.Member;
import io.grpc.ManagedChannel;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks over gRPC on the peer's client port, with a new connection each time: names are looked up again. */
final class GrpcIntroducer implements Introducer {
    private static final Logger LOG = LoggerFactory.getLogger(GrpcIntroducer.class);
    private static final long TIMEOUT_MILLIS = 2_000;

    @Override
    public Optional<Introduction> ask(Member peer) {
        ManagedChannel channel = NettyChannelBuilder.forTarget(peer.clientAddress()).usePlaintext().build();
        try {
            IntroduceResponse answer = BootstrapGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                    .introduce(IntroduceRequest.getDefaultInstance());
            return Optional.of(new Introduction(answer.getCluster(), answer.getNode(), answer.getId(),
                    answer.getMembersMap()));
        } catch (StatusRuntimeException e) {
            LOG.debug("{} at {} does not answer", peer.name(), peer.clientAddress(), e);
            return Optional.empty();
        } finally {
            channel.shutdownNow();
        }
    }
}
