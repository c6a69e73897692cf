package io.arbiter.server.raft.tcp.append;

import io.arbiter.server.raft.tcp.wire.PeerConnection;
import io.arbiter.server.raft.tcp.wire.RpcMethod;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotResult;
import org.apache.ratis.server.leader.LogAppender;
import org.apache.ratis.statemachine.SnapshotInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends a follower a snapshot, chunk by chunk, when the log does not reach back far enough. */
final class SnapshotSender {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotSender.class);
    /** A chunk over a slow connection onto a slow disk. */
    static final Duration CHUNK_TIMEOUT = Duration.ofSeconds(30);

    private final LogAppender appender;
    private final PeerConnection connection;

    SnapshotSender(LogAppender appender, PeerConnection connection) {
        this.appender = appender;
        this.connection = connection;
    }

    void send(SnapshotInfo snapshot) throws IOException {
        LOG.info(
                "{} is behind the log; sending it the snapshot at {}",
                appender.getFollowerId(),
                snapshot.getTermIndex());
        InstallSnapshotReplyProto reply = null;
        for (InstallSnapshotRequestProto chunk :
                appender.newInstallSnapshotRequests(UUID.randomUUID().toString(), snapshot)) {
            appender.getFollower().updateLastRpcSendTime(false);
            reply = connection.call(RpcMethod.SNAPSHOT, chunk, CHUNK_TIMEOUT);
            if (!reply.getServerReply().getSuccess()) {
                refused(reply);
                return;
            }
            appender.getFollower().updateLastRpcResponseTime();
        }
        if (reply != null) {
            appender.getFollower().setSnapshotIndex(snapshot.getTermIndex().getIndex());
            appender.getFollower().setAttemptedToInstallSnapshot();
        }
    }

    private void refused(InstallSnapshotReplyProto reply) throws IOException {
        if (reply.getResult() == InstallSnapshotResult.NOT_LEADER) {
            appender.onFollowerTerm(reply.getTerm());
        } else {
            throw new IOException(appender.getFollowerId() + " does not take the snapshot: " + reply.getResult());
        }
    }
}
