package io.arbiter.server.raft.tcp;

import io.arbiter.server.config.HostPort;
import io.arbiter.server.raft.Entrance;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
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
    private final Door door;
    private final Duration timeout;
    private final Map<RaftPeerId, String> addresses = new ConcurrentHashMap<>();
    private final Map<Route, Link> links = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private record Route(RaftPeerId peer, Lane lane) { }

    /** The server is not built yet: it has its properties, but no id. */
    TcpServerRpc(RaftServer server, InetSocketAddress listen) throws IOException {
        this.server = server;
        this.timeout = Duration.ofMillis(RaftServerConfigKeys.Rpc.requestTimeout(server.getProperties())
                .toLong(TimeUnit.MILLISECONDS));
        this.door = new Door(() -> server.getId().toString(), new Entrance(server), listen);
    }

    @Override
    public void start() {
        door.open();
    }

    @Override
    public void addRaftPeers(Collection<RaftPeer> peers) {
        peers.forEach(peer -> addresses.put(peer.getId(), peer.getAddress()));
    }

    Link link(RaftPeerId peer, Lane lane) {
        Link link = links.computeIfAbsent(new Route(peer, lane), route -> new Link(
                new Greeting(server.getId().toString(), peer.toString(), lane), () -> lookUp(peer), timeout));
        if (closed) {
            link.close();
        }
        return link;
    }

    private InetSocketAddress lookUp(RaftPeerId peer) {
        HostPort address = HostPort.parse(addresses.get(peer));
        return new InetSocketAddress(address.host(), address.port());
    }

    @Override
    public RequestVoteReplyProto requestVote(RequestVoteRequestProto request) throws IOException {
        return call(Lane.CONTROL, Rpc.VOTE, request.getServerRequest(), request);
    }

    @Override
    public StartLeaderElectionReplyProto startLeaderElection(StartLeaderElectionRequestProto request)
            throws IOException {
        return call(Lane.CONTROL, Rpc.STAND, request.getServerRequest(), request);
    }

    @Override
    public AppendEntriesReplyProto appendEntries(AppendEntriesRequestProto request) throws IOException {
        return call(Lane.BULK, Rpc.APPEND, request.getServerRequest(), request);
    }

    @Override
    public InstallSnapshotReplyProto installSnapshot(InstallSnapshotRequestProto request) throws IOException {
        return call(Lane.BULK, Rpc.SNAPSHOT, request.getServerRequest(), request);
    }

    private <A extends MessageLite> A call(Lane lane, Rpc<?, A> rpc, RaftRpcRequestProto header, MessageLite request)
            throws IOException {
        return link(RaftPeerId.valueOf(header.getReplyId()), lane).call(rpc, request, timeout);
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
        link(to, Lane.CONTROL).sendAtOnce(Rpc.APPEND, request, Reception.of(answer));
        return answer;
    }

    /** Our reads do not use the library's read index. */
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
        return door.address();
    }

    /** A link that broke is made anew by the next request. */
    @Override
    public void handleException(RaftPeerId peer, Exception failure, boolean reconnect) { }

    @Override
    public void close() {
        closed = true;
        door.close();
        links.values().forEach(Link::close);
    }
}
