package io.arbiter.server.bootstrap;

import io.arbiter.internal.v1.BootstrapGrpc;
import io.arbiter.internal.v1.IntroduceRequest;
import io.arbiter.internal.v1.IntroduceResponse;
import io.arbiter.server.consensus.Membership;
import io.arbiter.server.consensus.Voters;
import io.arbiter.server.storage.NodeIdentity;
import io.grpc.stub.StreamObserver;
import java.util.Optional;
import java.util.function.Supplier;

/** Introduces this node. Served on the client port for as long as the process lives: late peers ask too. */
public final class BootstrapService extends BootstrapGrpc.BootstrapImplBase {
    private final Supplier<NodeIdentity> identity;
    private final String aboveToken;
    private volatile Optional<Membership> group = Optional.empty();

    /**
     * @param identity as it is on disk by now
     * @param aboveToken this node's {@code bootstrap.above-token}, as it is written
     */
    public BootstrapService(Supplier<NodeIdentity> identity, String aboveToken) {
        this.identity = identity;
        this.aboveToken = aboveToken;
    }

    /** The log is open: from here on this node can tell who votes. */
    public void opened(Membership membership) {
        group = Optional.of(membership);
    }

    @Override
    public void introduce(IntroduceRequest request, StreamObserver<IntroduceResponse> observer) {
        NodeIdentity self = identity.get();
        var answer = IntroduceResponse.newBuilder()
                .setCluster(self.cluster())
                .setNode(self.node())
                .setId(self.id())
                .setAboveToken(aboveToken)
                .setRestoreSha256(self.restore().sha256())
                .setRestoreAtMillis(self.restore().atMillis())
                .putAllMembers(self.members());
        group.ifPresent(opened -> describe(opened, answer));
        observer.onNext(answer.build());
        observer.onCompleted();
    }

    private static void describe(Membership group, IntroduceResponse.Builder answer) {
        Voters voters = group.voters();
        answer.setMember(group.self().toString())
                .setVoter(voters.contains(group.self()))
                .putAllInvited(group.invited());
        if (voters.settled() && voters.index() > 0) {
            answer.setVotersIndex(voters.index());
            voters.all()
                    .forEach(voter -> answer.putVoters(voter.node(), voter.id().toString()));
        }
    }
}
