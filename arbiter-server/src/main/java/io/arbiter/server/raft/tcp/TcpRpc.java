package io.arbiter.server.raft.tcp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerRpc;
import org.apache.ratis.server.ServerFactory;
import org.apache.ratis.server.leader.FollowerInfo;
import org.apache.ratis.server.leader.LeaderState;
import org.apache.ratis.server.leader.LogAppender;

/** The transport as the library asks for it, which makes an instance itself, by the name of this class. */
public final class TcpRpc implements RpcType {
    /** The parameter that holds where to listen. */
    static final String LISTEN = TcpRpc.class.getName() + ".listen";

    @Override
    public String name() {
        return TcpRpc.class.getName();
    }

    @Override
    public ServerFactory newFactory(Parameters parameters) {
        var listen = parameters.getNonNull(LISTEN, InetSocketAddress.class);
        return new ServerFactory() {
            @Override
            public RpcType getRpcType() {
                return TcpRpc.this;
            }

            @Override
            public RaftServerRpc newRaftServerRpc(RaftServer server) {
                try {
                    return new TcpServerRpc(server, listen);
                } catch (IOException taken) {
                    throw new UncheckedIOException(taken);
                }
            }

            @Override
            public LogAppender newLogAppender(RaftServer.Division server, LeaderState leader, FollowerInfo follower) {
                return new PipelinedAppender(server, leader, follower);
            }
        };
    }
}
