package io.arbiter.server.bootstrap;

import io.arbiter.internal.v1.BootstrapGrpc;
import io.arbiter.internal.v1.IntroduceRequest;
import io.arbiter.internal.v1.IntroduceResponse;
import io.arbiter.server.address.PeerChannel;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.storage.RestorePlan;
import io.arbiter.server.tls.NodeTls;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Asks over gRPC on the peer's client port, with a new connection each time: names are looked up again. */
final class GrpcPeerIdentityClient implements PeerIdentityClient {
    private static final long TIMEOUT_MILLIS = 2_000;

    private final Optional<NodeTls> tls;

    /** @param tls empty for plaintext */
    GrpcPeerIdentityClient(Optional<NodeTls> tls) {
        this.tls = tls;
    }

    @Override
    public PeerIdentity request(Member peer) throws IOException {
        ManagedChannel channel = PeerChannel.to(peer, tls).build();
        try {
            IntroduceResponse answer = BootstrapGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS)
                    .introduce(IntroduceRequest.getDefaultInstance());
            return new PeerIdentity(
                    answer.getCluster(),
                    answer.getNode(),
                    answer.getId(),
                    answer.getAboveToken(),
                    answer.getMembersMap(),
                    new PeerIdentity.Standing(
                            answer.getMember(),
                            answer.getVoter(),
                            answer.getVotersMap(),
                            answer.getVotersIndex(),
                            answer.getInvitedMap()),
                    new RestorePlan(answer.getRestoreSha256(), answer.getRestoreAtMillis()));
        } catch (StatusRuntimeException e) {
            throw new IOException(why(e.getStatus()), e);
        } finally {
            channel.shutdownNow();
        }
    }

    /** Gives the same words for the same cause: gRPC's own contain the time that the attempt took. */
    private static String why(Status status) {
        if (status.getCode() == Status.Code.DEADLINE_EXCEEDED) {
            return "no answer within " + TIMEOUT_MILLIS + " ms";
        }
        String detail = status.getCause() == null
                ? status.getDescription()
                : status.getCause().getMessage();
        return String.valueOf(detail).contains("Connection refused") ? "it refuses connections" : detail;
    }
}
