package io.arbiter.server.raft.tcp;

import io.arbiter.server.raft.disk.StableStorage;
import io.arbiter.server.raft.tcp.wire.SocketSecurity;
import io.arbiter.server.raft.transport.SerializedRaftServer;
import io.arbiter.server.refusal.ConnectionRefusals;
import java.io.Closeable;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcReplyProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.server.RaftServer;

/** Votes for any candidate, and then follows another leader of the same term. */
public final class DisloyalNode implements Closeable {
    private final Acceptor acceptor;

    public DisloyalNode(String node, int port) throws IOException {
        RaftServer server = server();
        // Keeps no hard state, so its terms must not be looked for on a disk: it reports 0 for all.
        acceptor = new Acceptor(
                () -> node,
                new SerializedRaftServer(server, StableStorage.of(server, new Parameters())),
                SocketSecurity.plaintext(),
                new InetSocketAddress(InetAddress.getLoopbackAddress(), port),
                ConnectionRefusals.NONE);
        acceptor.open();
    }

    private static RaftServer server() {
        return (RaftServer) Proxy.newProxyInstance(
                DisloyalNode.class.getClassLoader(),
                new Class<?>[] {RaftServer.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "appendEntriesAsync" ->
                        CompletableFuture.completedFuture(refusal((AppendEntriesRequestProto) arguments[0]));
                    case "requestVote" -> vote((RequestVoteRequestProto) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    private static AppendEntriesReplyProto refusal(AppendEntriesRequestProto request) {
        return AppendEntriesReplyProto.newBuilder()
                .setServerReply(to(request.getServerRequest()))
                .setResult(AppendResult.NOT_LEADER)
                .build();
    }

    private static RequestVoteReplyProto vote(RequestVoteRequestProto request) {
        return RequestVoteReplyProto.newBuilder()
                .setServerReply(to(request.getServerRequest()).toBuilder().setSuccess(true))
                .build();
    }

    private static RaftRpcReplyProto to(RaftRpcRequestProto request) {
        return RaftRpcReplyProto.newBuilder()
                .setRequestorId(request.getRequestorId())
                .setReplyId(request.getReplyId())
                .setRaftGroupId(request.getRaftGroupId())
                .setCallId(request.getCallId())
                .build();
    }

    @Override
    public void close() {
        acceptor.close();
    }
}
