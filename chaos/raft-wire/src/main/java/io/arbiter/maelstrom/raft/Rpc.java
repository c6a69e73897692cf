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

/** What one Raft server asks of another: the name on the wire, and how bytes become request and answer again. */
record Rpc<Q extends MessageLite, A extends MessageLite>(String kind, Parser<Q> request, Parser<A> answer) {
    static final Rpc<RequestVoteRequestProto, RequestVoteReplyProto> REQUEST_VOTE =
            new Rpc<>("request_vote", RequestVoteRequestProto.parser(), RequestVoteReplyProto.parser());
    static final Rpc<AppendEntriesRequestProto, AppendEntriesReplyProto> APPEND_ENTRIES =
            new Rpc<>("append_entries", AppendEntriesRequestProto.parser(), AppendEntriesReplyProto.parser());
    static final Rpc<InstallSnapshotRequestProto, InstallSnapshotReplyProto> INSTALL_SNAPSHOT =
            new Rpc<>("install_snapshot", InstallSnapshotRequestProto.parser(), InstallSnapshotReplyProto.parser());
    static final Rpc<ReadIndexRequestProto, ReadIndexReplyProto> READ_INDEX =
            new Rpc<>("read_index", ReadIndexRequestProto.parser(), ReadIndexReplyProto.parser());
    static final Rpc<StartLeaderElectionRequestProto, StartLeaderElectionReplyProto> START_LEADER_ELECTION =
            new Rpc<>("start_leader_election", StartLeaderElectionRequestProto.parser(),
                    StartLeaderElectionReplyProto.parser());

    String replyKind() {
        return kind + "_reply";
    }

    String failureKind() {
        return kind + "_failure";
    }
}
