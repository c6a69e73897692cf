package io.arbiter.server.raft.read;

import io.arbiter.server.consensus.NotLeaderException;
import io.arbiter.server.consensus.TermAck;
import java.io.IOException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.ratis.client.impl.ClientProtoUtils;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.DivisionInfo;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.protocol.RaftServerAsynchronousProtocol;
import org.apache.ratis.server.raftlog.RaftLog;

/**
 * Asks a leader's followers whether they know a later leader: a round of heartbeats, started by {@link #of}.
 *
 * <p>A leader of a later term has the votes of a majority, and each voter was in that term before it voted. A follower
 * that answers in this term has not voted yet. So once a majority has answered, any later leader was elected after the
 * round started, and all its commits are newer than the read. No clock has a part in it, so neither pauses nor
 * transfers of leadership can do harm.
 */
final class LeadershipConfirmation {
    /** A follower that cannot be asked now may be reached again in a moment: its connection is being remade. */
    private static final Executor SOON = CompletableFuture.delayedExecutor(20, TimeUnit.MILLISECONDS);

    private final RaftServer.Division division;
    private final RaftServerAsynchronousProtocol followers;
    private final RaftConfiguration group;
    private final long term;
    private final Supplier<NotLeaderException> notLeader;
    private final Set<RaftPeerId> acks = ConcurrentHashMap.newKeySet();
    private final CompletableFuture<Void> confirmed = new CompletableFuture<>();

    LeadershipConfirmation(
            RaftServer server, RaftServer.Division division, long term, Supplier<NotLeaderException> notLeader) {
        this.division = division;
        this.followers = server.getServerRpc().async();
        this.group = division.getRaftConf();
        this.term = term;
        this.notLeader = notLeader;
    }

    /** Starts. Fails when this node leads no more. */
    CompletableFuture<Void> of(Optional<TermAck> asker) {
        acks.add(division.getId());
        asker.filter(witness -> witness.term() == term)
                .ifPresent(termAck -> acks.add(RaftPeerId.valueOf(termAck.node().toString())));
        settle();
        if (!confirmed.isDone()) {
            group.getAllPeers().stream()
                    .map(RaftPeer::getId)
                    .filter(peer -> !acks.contains(peer))
                    .forEach(this::request);
        }
        return confirmed;
    }

    private void request(RaftPeerId follower) {
        sent(heartbeat(follower)).whenComplete((reply, failure) -> {
            if (failure == null && reply.getTerm() == term && reply.getResult() != AppendResult.NOT_LEADER) {
                acks.add(follower);
                settle();
            } else {
                SOON.execute(() -> requestAgain(follower));
            }
        });
    }

    private void requestAgain(RaftPeerId follower) {
        if (!leads()) {
            confirmed.completeExceptionally(notLeader.get());
        } else if (!confirmed.isDone()) {
            request(follower);
        }
    }

    private CompletableFuture<AppendEntriesReplyProto> sent(AppendEntriesRequestProto heartbeat) {
        try {
            return followers.appendEntriesAsync(heartbeat);
        } catch (IOException notSent) {
            return CompletableFuture.failedFuture(notSent);
        }
    }

    /** Without a place in the log, and so without a commit index, because the follower's log may differ. */
    private AppendEntriesRequestProto heartbeat(RaftPeerId follower) {
        return AppendEntriesRequestProto.newBuilder()
                .setServerRequest(ClientProtoUtils.toRaftRpcRequestProtoBuilder(division.getMemberId(), follower))
                .setLeaderTerm(term)
                .setLeaderCommit(RaftLog.INVALID_LOG_INDEX)
                .build();
    }

    /** This node itself is asked last: it may have voted for another since. */
    private void settle() {
        boolean majority = isMajorityOf(group.getCurrentPeers())
                && (group.getPreviousPeers().isEmpty() || isMajorityOf(group.getPreviousPeers()));
        if (majority && leads()) {
            confirmed.complete(null);
        } else if (majority) {
            confirmed.completeExceptionally(notLeader.get());
        }
    }

    private boolean isMajorityOf(Collection<RaftPeer> voters) {
        return 2 * voters.stream().map(RaftPeer::getId).filter(acks::contains).count() > voters.size();
    }

    private boolean leads() {
        DivisionInfo info = division.getInfo();
        return info.isLeaderReady() && info.getCurrentTerm() == term;
    }
}
