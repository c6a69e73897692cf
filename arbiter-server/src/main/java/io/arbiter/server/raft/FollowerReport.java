package io.arbiter.server.raft;

import io.arbiter.server.consensus.FollowerProgress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.ServerRpcProto;
import org.apache.ratis.server.RaftServer;

/** A leader's knowledge of its followers. */
final class FollowerReport {
    private FollowerReport() {}

    /** Empty unless this node leads. */
    static List<FollowerProgress> of(RaftServer.Division division) {
        List<ServerRpcProto> followers =
                division.getInfo().getRoleInfoProto().getLeaderInfo().getFollowerInfoList();
        // In the same order as the followers; null when leadership was lost in between.
        long[] matches = division.getInfo().getFollowerMatchIndices();
        boolean aligned = matches != null && matches.length == followers.size();
        long committed = division.getRaftLog().getLastCommittedIndex();
        List<FollowerProgress> report = new ArrayList<>();
        for (int i = 0; i < followers.size(); i++) {
            report.add(progress(followers.get(i), aligned ? matches[i] : -1, committed));
        }
        return List.copyOf(report);
    }

    private static FollowerProgress progress(ServerRpcProto follower, long match, long committed) {
        return new FollowerProgress(
                follower.getId().getId().toStringUtf8(),
                match,
                Math.max(0, committed - match),
                Duration.ofMillis(follower.getLastRpcElapsedTimeMs()));
    }
}
