package io.arbiter.server.raft.tcp.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.MetadataProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.TermIndexProto;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.thirdparty.com.google.protobuf.ByteString;
import org.apache.ratis.util.ProtoUtils;

/** Speaks to one node as another of its group would, and sends the messages that the test chooses. */
public final class FakePeer implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofMinutes(1);

    private final String name;
    private final String node;
    private final RaftGroupId group;
    private final PeerConnection link;

    /** @param node which listens on that port of this machine */
    public FakePeer(String name, String node, int port, RaftGroupId group) {
        this.name = name;
        this.node = node;
        this.group = group;
        this.link = new PeerConnection(
                new Dialer(new Handshake(name, node, ConnectionClass.BULK), SocketSecurity.plaintext(), TIMEOUT),
                () -> new InetSocketAddress("127.0.0.1", port));
    }

    private RaftRpcRequestProto.Builder request() {
        return RaftRpcRequestProto.newBuilder()
                .setRequestorId(ByteString.copyFromUtf8(name))
                .setReplyId(ByteString.copyFromUtf8(node))
                .setRaftGroupId(ProtoUtils.toRaftGroupIdProtoBuilder(group));
    }

    public static TermIndexProto entry(long term, long index) {
        return TermIndexProto.newBuilder().setTerm(term).setIndex(index).build();
    }

    /** Stands for election with a log that ends there. */
    public RequestVoteReplyProto startElection(long term, TermIndexProto last) throws IOException {
        return link.call(
                RpcMethod.VOTE,
                RequestVoteRequestProto.newBuilder()
                        .setServerRequest(request())
                        .setCandidateTerm(term)
                        .setCandidateLastEntry(last)
                        .build(),
                TIMEOUT);
    }

    /** Leads, and sends entries that are of no consequence. @param previous null before the first entry */
    public AppendEntriesReplyProto append(long term, TermIndexProto previous, List<TermIndexProto> entries)
            throws IOException {
        var append = AppendEntriesRequestProto.newBuilder()
                .setServerRequest(request())
                .setLeaderTerm(term);
        if (previous != null) {
            append.setPreviousLog(previous);
        }
        for (TermIndexProto entry : entries) {
            append.addEntries(LogEntryProto.newBuilder()
                    .setTerm(entry.getTerm())
                    .setIndex(entry.getIndex())
                    .setMetadataEntry(MetadataProto.newBuilder().setCommitIndex(0)));
        }
        return link.call(RpcMethod.APPEND, append.build(), TIMEOUT);
    }

    @Override
    public void close() {
        link.close();
    }
}
