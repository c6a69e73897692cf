package io.arbiter.server.raft.tcp;

import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;
import org.apache.ratis.thirdparty.com.google.protobuf.Parser;

/**
 * What one node's log asks of another's. The library's read index is not among them: our reads do not use it.
 *
 * @param code on the wire; never change one
 */
record Rpc<Q extends MessageLite, A extends MessageLite>(byte code, Parser<Q> request, Parser<A> answer) {
    static final Rpc<RequestVoteRequestProto, RequestVoteReplyProto> VOTE =
            new Rpc<>((byte) 1, RequestVoteRequestProto.parser(), RequestVoteReplyProto.parser());
    static final Rpc<AppendEntriesRequestProto, AppendEntriesReplyProto> APPEND =
            new Rpc<>((byte) 2, AppendEntriesRequestProto.parser(), AppendEntriesReplyProto.parser());
    static final Rpc<InstallSnapshotRequestProto, InstallSnapshotReplyProto> SNAPSHOT =
            new Rpc<>((byte) 3, InstallSnapshotRequestProto.parser(), InstallSnapshotReplyProto.parser());
    static final Rpc<StartLeaderElectionRequestProto, StartLeaderElectionReplyProto> STAND =
            new Rpc<>((byte) 4, StartLeaderElectionRequestProto.parser(), StartLeaderElectionReplyProto.parser());
}
