package io.arbiter.server.raft.tcp;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.ProtoUtils;

/** Leads another cluster, whose nodes have the names of this one's. */
public final class StrangeLeader {
    private StrangeLeader() {
    }

    /** Sends entries to a node, as if it were a follower. @throws IOException what the node answers */
    public static void append(String node, int port) throws IOException {
        var stranger = new Greeting("stranger", node, Lane.BULK);
        try (Link link = new Link(stranger, () -> new InetSocketAddress("127.0.0.1", port), Duration.ofSeconds(30))) {
            link.call(Rpc.APPEND, AppendEntriesRequestProto.newBuilder().setLeaderTerm(1)
                    .setServerRequest(RaftRpcRequestProto.newBuilder()
                            .setRequestorId(ByteString.copyFromUtf8("stranger"))
                            .setReplyId(ByteString.copyFromUtf8(node))
                            .setRaftGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(RaftGroupId.randomId())))
                    .addEntries(LogEntryProto.newBuilder().setTerm(1).setIndex(0)).build(), Duration.ofSeconds(30));
        }
    }
}
