package io.arbiter.server.raft.tcp;

import io.arbiter.server.address.Lookup;
import io.arbiter.server.config.HostPort;
import io.arbiter.server.raft.disk.StableStorage;
import io.arbiter.server.raft.tcp.wire.ConnectionClass;
import io.arbiter.server.raft.tcp.wire.Dialer;
import io.arbiter.server.raft.tcp.wire.Handshake;
import io.arbiter.server.raft.tcp.wire.PeerAddress;
import io.arbiter.server.raft.tcp.wire.PeerConnection;
import io.arbiter.server.raft.tcp.wire.ReplyHandler;
import io.arbiter.server.raft.tcp.wire.RpcMethod;
import io.arbiter.server.raft.tcp.wire.SocketSecurity;
import io.arbiter.server.raft.transport.SerializedRaftServer;
import io.arbiter.server.refusal.ConnectionRefusals;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.RaftRpcRequestProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexReplyProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;
import org.apache.ratis.rpc.RpcType;
import org.apache.ratis.server.RaftServer;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.server.RaftServerRpc;
import org.apache.ratis.server.protocol.RaftServerAsynchronousProtocol;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;

/** One node's end of the transport: its requests to the others, and theirs to it. */
final class TcpServerRpc implements RaftServerRpc, RaftServerAsynchronousProtocol {
    private final RaftServer server;
    private final StableStorage stable;
    private final SocketSecurity security;
    private final Acceptor acceptor;
    private final Duration timeout;
    private final Map<RaftPeerId, HostPort> addresses = new ConcurrentHashMap<>();
    private final Map<Route, PeerConnection> connections = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private record Route(RaftPeerId peer, ConnectionClass connectionClass) {}

    /** The server is not built yet: it has its properties, but no id. */
    TcpServerRpc(RaftServer server, Parameters parameters) throws IOException {
        this.server = server;
        this.stable = StableStorage.of(server, parameters);
        this.timeout = Duration.ofMillis(
                RaftServerConfigKeys.Rpc.requestTimeout(server.getProperties()).toLong(TimeUnit.MILLISECONDS));
        this.security = parameters.getNonNull(TcpRpc.SECURITY, SocketSecurity.class);
        this.acceptor = new Acceptor(
                () -> server.getId().toString(),
                new SerializedRaftServer(server, stable),
                security,
                parameters.getNonNull(TcpRpc.LISTEN, InetSocketAddress.class),
                parameters.getNonNull(TcpRpc.REFUSALS, ConnectionRefusals.class));
    }

    @Override
    public void start() {
        acceptor.open();
    }

    @Override
    public void addRaftPeers(Collection<RaftPeer> peers) {
        peers.forEach(peer -> addresses.put(peer.getId(), HostPort.parse(peer.getAddress())));
    }

    PeerConnection connection(RaftPeerId peer, ConnectionClass connectionClass) {
        PeerConnection connection = connections.computeIfAbsent(
                new Route(peer, connectionClass),
                route -> new PeerConnection(
                        new Dialer(
                                new Handshake(server.getId().toString(), peer.toString(), connectionClass),
                                security,
                                timeout),
                        new PeerAddress(() -> addresses.get(peer), Lookup.platform())));
        if (closed) {
            connection.close();
        }
        return connection;
    }

    /** A candidate votes for itself before it asks others: that vote too must be on the disk first. */
    @Override
    public RequestVoteReplyProto requestVote(RequestVoteRequestProto request) throws IOException {
        stable.awaitVote(request.getCandidateTerm());
        return call(ConnectionClass.CONTROL, RpcMethod.VOTE, request.getServerRequest(), request);
    }

    @Override
    public StartLeaderElectionReplyProto startLeaderElection(StartLeaderElectionRequestProto request)
            throws IOException {
        return call(ConnectionClass.CONTROL, RpcMethod.START_ELECTION, request.getServerRequest(), request);
    }

    @Override
    public AppendEntriesReplyProto appendEntries(AppendEntriesRequestProto request) throws IOException {
        return call(ConnectionClass.BULK, RpcMethod.APPEND, request.getServerRequest(), request);
    }

    @Override
    public InstallSnapshotReplyProto installSnapshot(InstallSnapshotRequestProto request) throws IOException {
        return call(ConnectionClass.BULK, RpcMethod.SNAPSHOT, request.getServerRequest(), request);
    }

    private <A extends MessageLite> A call(
            ConnectionClass connectionClass, RpcMethod<?, A> rpc, RaftRpcRequestProto header, MessageLite request)
            throws IOException {
        return connection(RaftPeerId.valueOf(header.getReplyId()), connectionClass)
                .call(rpc, request, timeout);
    }

    @Override
    public RaftServerAsynchronousProtocol async() {
        return this;
    }

    /** Never blocks: fails at once while the other node is not connected, or does not answer. */
    @Override
    public CompletableFuture<AppendEntriesReplyProto> appendEntriesAsync(AppendEntriesRequestProto request)
            throws IOException {
        RaftPeerId to = RaftPeerId.valueOf(request.getServerRequest().getReplyId());
        var answer = new CompletableFuture<AppendEntriesReplyProto>();
        connection(to, ConnectionClass.CONTROL).sendAtOnce(RpcMethod.APPEND, request, ReplyHandler.of(answer));
        return answer;
    }

    /** Arbiter's reads do not use the library's read index. */
    @Override
    public CompletableFuture<ReadIndexReplyProto> readIndexAsync(ReadIndexRequestProto request) {
        return CompletableFuture.failedFuture(new UnsupportedOperationException("nobody asks for a read index here"));
    }

    @Override
    public RpcType getRpcType() {
        return server.getRpcType();
    }

    @Override
    public InetSocketAddress getInetSocketAddress() {
        return acceptor.address();
    }

    /** The next request remakes a broken connection. */
    @Override
    public void handleException(RaftPeerId peer, Exception failure, boolean reconnect) {}

    @Override
    public void close() {
        closed = true;
        acceptor.close();
        connections.values().forEach(PeerConnection::close);
    }
}
