package io.arbiter.server.raft.tcp;

import java.lang.reflect.Proxy;
import java.util.concurrent.CompletableFuture;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.server.RaftServer;

/** A server that gives each request an empty answer of its kind. */
final class EmptyAnswers {
    private EmptyAnswers() {
    }

    static RaftServer server() {
        return (RaftServer) Proxy.newProxyInstance(EmptyAnswers.class.getClassLoader(),
                new Class<?>[] {RaftServer.class}, (proxy, method, arguments) -> switch (method.getName()) {
                    case "appendEntriesAsync" ->
                            CompletableFuture.completedFuture(AppendEntriesReplyProto.getDefaultInstance());
                    case "requestVote" -> RequestVoteReplyProto.getDefaultInstance();
                    case "installSnapshot" -> InstallSnapshotReplyProto.getDefaultInstance();
                    case "startLeaderElection" -> StartLeaderElectionReplyProto.getDefaultInstance();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
