package io.arbiter.server.raft;

import io.arbiter.server.consensus.FollowerProgress;
import io.arbiter.server.consensus.MemberId;
import io.arbiter.server.consensus.Membership;
import io.arbiter.server.consensus.Voter;
import io.arbiter.server.consensus.Voters;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.ratis.protocol.ClientId;
import org.apache.ratis.protocol.RaftClientReply;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.SetConfigurationRequest;
import org.apache.ratis.protocol.SetConfigurationRequest.Mode;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;

/**
 * Changes the group by one voter at a time. Two configurations that follow each other then share a node in any two of
 * their majorities, which matters: a leader of Ratis 3.3.0 that finds a joint configuration in its log begins its term
 * with the newer half of it alone, whether the joint one was committed or not.
 */
final class RaftMembership implements Membership {
    private final RaftServer server;
    private final RaftServer.Division division;
    private final RaftNames names;
    private final ClientId clientId = ClientId.randomId();
    private final AtomicLong lastCallId = new AtomicLong();
    private final Map<String, String> invited = new ConcurrentHashMap<>();

    RaftMembership(RaftServer server, RaftServer.Division division, RaftNames names) {
        this.server = server;
        this.division = division;
        this.names = names;
    }

    @Override
    public MemberId self() {
        return RaftNames.memberId(server.getId());
    }

    @Override
    public Voters voters() {
        RaftConfiguration conf = division.getRaftConf();
        boolean committed = division.getRaftLog().getLastCommittedIndex() >= conf.getLogEntryIndex();
        return new Voters(
                names.voters(conf.getCurrentPeers()),
                conf.getLogEntryIndex(),
                committed && conf.getPreviousPeers().isEmpty());
    }

    @Override
    public List<FollowerProgress> learners() {
        return FollowerReport.learners(division);
    }

    @Override
    public Map<String, String> invited() {
        return Map.copyOf(invited);
    }

    @Override
    public CompletableFuture<Void> add(Voter voter) {
        List<RaftPeer> current = current();
        List<RaftPeer> next = new ArrayList<>(current);
        next.add(RaftNames.peer(voter));
        invited.put(voter.node(), voter.id().disk());
        return change(current, next);
    }

    @Override
    public CompletableFuture<Void> remove(MemberId id) {
        List<RaftPeer> current = current();
        return change(
                current,
                current.stream()
                        .filter(peer -> !peer.getId().equals(RaftNames.peerId(id)))
                        .toList());
    }

    private List<RaftPeer> current() {
        return List.copyOf(division.getRaftConf().getCurrentPeers());
    }

    private CompletableFuture<Void> change(List<RaftPeer> current, List<RaftPeer> next) {
        var arguments = SetConfigurationRequest.Arguments.newBuilder()
                .setMode(Mode.COMPARE_AND_SET)
                .setServersInCurrentConf(current)
                .setServersInNewConf(next)
                .build();
        var request = new SetConfigurationRequest(
                clientId, server.getId(), division.getMemberId().getGroupId(), lastCallId.incrementAndGet(), arguments);
        try {
            return server.setConfigurationAsync(request).thenCompose(RaftMembership::outcome);
        } catch (IOException | RuntimeException refused) {
            return CompletableFuture.failedFuture(refused);
        }
    }

    private static CompletableFuture<Void> outcome(RaftClientReply reply) {
        return reply.isSuccess()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(reply.getException());
    }
}
