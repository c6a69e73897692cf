package io.arbiter.maelstrom.raft;

import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexReplyProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;
import org.apache.ratis.thirdparty.com.google.protobuf.Parser;

/**
 * Requests from one Raft server to another.
 *
 * @param kind the name on the wire
 * @param request makes a request of bytes
 * @param answer makes an answer of bytes
 * @param once true if copies of a request must not reach the server: a repeated chunk makes the transfer of a snapshot
 *        fail; a repeated vote, even a repeated pre-vote, keeps the voter from starting an election itself; a repeated
 *        command to start one deposes the leader that followed. Whereas a repeated append is a heartbeat like any other
 */
record Rpc<Q extends MessageLite, A extends MessageLite>(
        String kind, Parser<Q> request, Parser<A> answer, boolean once) {
    static final Rpc<RequestVoteRequestProto, RequestVoteReplyProto> REQUEST_VOTE =
            new Rpc<>("request_vote", RequestVoteRequestProto.parser(), RequestVoteReplyProto.parser(), true);
    static final Rpc<AppendEntriesRequestProto, AppendEntriesReplyProto> APPEND_ENTRIES =
            new Rpc<>("append_entries", AppendEntriesRequestProto.parser(), AppendEntriesReplyProto.parser(), false);
    static final Rpc<InstallSnapshotRequestProto, InstallSnapshotReplyProto> INSTALL_SNAPSHOT = new Rpc<>(
            "install_snapshot", InstallSnapshotRequestProto.parser(), InstallSnapshotReplyProto.parser(), true);
    static final Rpc<ReadIndexRequestProto, ReadIndexReplyProto> READ_INDEX =
            new Rpc<>("read_index", ReadIndexRequestProto.parser(), ReadIndexReplyProto.parser(), false);
    static final Rpc<StartLeaderElectionRequestProto, StartLeaderElectionReplyProto> START_LEADER_ELECTION = new Rpc<>(
            "start_leader_election",
            StartLeaderElectionRequestProto.parser(),
            StartLeaderElectionReplyProto.parser(),
            true);

    String replyKind() {
        return kind + "_reply";
    }

    String failureKind() {
        return kind + "_failure";
    }
}
