package io.arbiter.server.raft.tcp.wire;

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
 * The requests of one node's log to another's. The library's read index is not among them: Arbiter's reads do not use
 * it.
 *
 * @param code on the wire; never change one
 */
public record RpcMethod<Q extends MessageLite, A extends MessageLite>(byte code, Parser<Q> request, Parser<A> reply) {
    public static final RpcMethod<RequestVoteRequestProto, RequestVoteReplyProto> VOTE =
            new RpcMethod<>((byte) 1, RequestVoteRequestProto.parser(), RequestVoteReplyProto.parser());
    public static final RpcMethod<AppendEntriesRequestProto, AppendEntriesReplyProto> APPEND =
            new RpcMethod<>((byte) 2, AppendEntriesRequestProto.parser(), AppendEntriesReplyProto.parser());
    public static final RpcMethod<InstallSnapshotRequestProto, InstallSnapshotReplyProto> SNAPSHOT =
            new RpcMethod<>((byte) 3, InstallSnapshotRequestProto.parser(), InstallSnapshotReplyProto.parser());
    public static final RpcMethod<StartLeaderElectionRequestProto, StartLeaderElectionReplyProto> START_ELECTION =
            new RpcMethod<>((byte) 4, StartLeaderElectionRequestProto.parser(), StartLeaderElectionReplyProto.parser());
}
