package io.arbiter.server.raft.tcp;

import io.arbiter.server.config.HostPort;
import io.arbiter.server.raft.tcp.wire.SocketSecurity;
import io.arbiter.server.raft.transport.RaftTransport;
import io.arbiter.server.refusal.ConnectionRefusals;
import java.net.InetSocketAddress;
import org.apache.ratis.RaftConfigKeys;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.SizeInBytes;

/**
 * Carries the messages between the nodes' logs over TCP connections of their own.
 *
 * @param listen the address on which this node waits for the others
 * @param security what proves to each side who the other is
 * @param refusals is told of connections that end before they have said which node they are from
 */
public record TcpTransport(HostPort listen, SocketSecurity security, ConnectionRefusals refusals)
        implements RaftTransport {
    private static final SizeInBytes SNAPSHOT_CHUNK = SizeInBytes.valueOf("1MB");

    @Override
    public void configure(RaftProperties properties, Parameters parameters) {
        RaftConfigKeys.Rpc.setType(properties, new TcpRpc());
        RaftServerConfigKeys.Log.Appender.setSnapshotChunkSizeMax(properties, SNAPSHOT_CHUNK);
        parameters.put(TcpRpc.SECURITY, security, SocketSecurity.class);
        parameters.put(TcpRpc.REFUSALS, refusals, ConnectionRefusals.class);
        parameters.put(TcpRpc.LISTEN, new InetSocketAddress(listen.host(), listen.port()), InetSocketAddress.class);
    }

    @Override
    public String toString() {
        return "TCP on " + listen;
    }
}
