package io.arbiter.server.raft.tcp.append;

import io.arbiter.server.raft.disk.StableStorage;
import io.arbiter.server.raft.transport.SerializedRaftServer;
import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.server.RaftServer;

/** A server that gives each request an empty answer of its kind. */
public final class EmptyAnswers {
    private EmptyAnswers() {}

    public static SerializedRaftServer raft() {
        RaftServer server = server();
        return new SerializedRaftServer(server, StableStorage.of(server, new Parameters()));
    }

    private static RaftServer server() {
        return (RaftServer) Proxy.newProxyInstance(
                EmptyAnswers.class.getClassLoader(),
                new Class<?>[] {RaftServer.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "appendEntriesAsync" ->
                        CompletableFuture.completedFuture(AppendEntriesReplyProto.getDefaultInstance());
                    case "requestVote" -> RequestVoteReplyProto.getDefaultInstance();
                    case "installSnapshot" -> InstallSnapshotReplyProto.getDefaultInstance();
                    case "startLeaderElection" -> StartLeaderElectionReplyProto.getDefaultInstance();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
