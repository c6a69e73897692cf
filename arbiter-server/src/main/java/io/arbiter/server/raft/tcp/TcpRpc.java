package io.arbiter.server.raft.tcp;

import io.arbiter.server.raft.tcp.append.PipelinedAppender;
import io.arbiter.server.raft.tcp.wire.ConnectionClass;
import io.arbiter.server.raft.tcp.wire.PeerConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpc;
import org.apache.ratis.server.ServerFactory;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;

/** The transport's type for the library, which makes an instance itself, by the name of this class. */
public final class TcpRpc implements RpcType {
    /** The parameter that holds the address to listen on. */
    static final String LISTEN = TcpRpc.class.getName() + ".listen";
    /** The parameter that holds the {@link io.arbiter.server.raft.tcp.wire.SocketSecurity}. */
    static final String SECURITY = TcpRpc.class.getName() + ".security";
    /** The parameter that holds the {@link io.arbiter.server.refusal.ConnectionRefusals}. */
    static final String REFUSALS = TcpRpc.class.getName() + ".refusals";

    @Override
    public String name() {
        return TcpRpc.class.getName();
    }

    @Override
    public ServerFactory newFactory(Parameters parameters) {
        return new ServerFactory() {
            @Override
            public RpcType getRpcType() {
                return TcpRpc.this;
            }

            @Override
            public RaftServerRpc newRaftServerRpc(RaftServer server) {
                try {
                    return new TcpServerRpc(server, parameters);
                } catch (IOException taken) {
                    throw new UncheckedIOException(taken);
                }
            }

            @Override
            public LogAppender newLogAppender(RaftServer.Division server, LeaderState leader, FollowerInfo follower) {
                var rpc = (TcpServerRpc) server.getRaftServer().getServerRpc();
                PeerConnection bulk = rpc.connection(follower.getId(), ConnectionClass.BULK);
                PeerConnection control = rpc.connection(follower.getId(), ConnectionClass.CONTROL);
                return new PipelinedAppender(server, leader, follower, bulk, control);
            }
        };
    }
}
