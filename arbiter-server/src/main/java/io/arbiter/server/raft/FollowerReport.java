package io.arbiter.server.raft;

import io.arbiter.server.consensus.FollowerProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.server.RaftConfiguration;
import org.apache.ratis.server.RaftServer;

/** A leader's knowledge of those that it sends its log to. */
final class FollowerReport {
    private FollowerReport() {}

    /** Those that vote, or did until the change that is under way. Empty unless this node leads. */
    static List<FollowerProgress> of(RaftServer.Division division) {
        RaftConfiguration conf = division.getRaftConf();
        return of(division, id -> conf.getPeer(id) != null);
    }

    /** Those that are brought up to date before they get a vote. Empty unless this node leads. */
    static List<FollowerProgress> learners(RaftServer.Division division) {
        RaftConfiguration conf = division.getRaftConf();
        return of(division, id -> conf.getPeer(id) == null);
    }

    private static List<FollowerProgress> of(RaftServer.Division division, Predicate<RaftPeerId> wanted) {
        if (!division.getInfo().isLeader()) {
            return List.of();
        }
        List<ServerRpcProto> followers =
                division.getInfo().getRoleInfoProto().getLeaderInfo().getFollowerInfoList();
        // In the same order as the followers; null when leadership was lost in between.
        long[] matches = division.getInfo().getFollowerMatchIndices();
        boolean aligned = matches != null && matches.length == followers.size();
        long committed = division.getRaftLog().getLastCommittedIndex();
        List<FollowerProgress> report = new ArrayList<>();
        for (int i = 0; i < followers.size(); i++) {
            RaftPeerId id = RaftPeerId.valueOf(followers.get(i).getId().getId());
            if (wanted.test(id)) {
                report.add(progress(id, followers.get(i), aligned ? matches[i] : -1, committed));
            }
        }
        return List.copyOf(report);
    }

    private static FollowerProgress progress(RaftPeerId id, ServerRpcProto follower, long match, long committed) {
        return new FollowerProgress(
                RaftNames.memberId(id).node(),
                match,
                Math.max(0, committed - match),
                Duration.ofMillis(follower.getLastRpcElapsedTimeMs()));
    }
}
