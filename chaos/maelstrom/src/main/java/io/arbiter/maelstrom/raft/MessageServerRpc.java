package io.arbiter.maelstrom.raft;

import io.arbiter.server.raft.disk.StableStorage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.conf.RaftProperties;
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
import org.apache.ratis.util.IOUtils;

/** One server's end of the carrier: its calls to the others, and theirs to it. */
final class MessageServerRpc implements RaftServerRpc, RaftServerAsynchronousProtocol {
    /** Half a heartbeat's pause: a follower receives its leader's message in time though three in a row are lost. */
    private static final int COPIES_PER_ELECTION_TIMEOUT = 4;

    private static final int LOOKS_PER_COPY = 5;
    static final String ELSEWHERE = "not for this node";

    private final RaftServer server;
    private final MessageCarrier carrier;
    private final StableStorage stable;
    private final Drops drops = new Drops();
    private final Duration pause;
    private final OutstandingCalls calls;
    private final IncomingRequests requests;
    private final ScheduledExecutorService thread;
    private volatile boolean closed;

    /** The server is not built yet: it has its properties, but no id. */
    MessageServerRpc(RaftServer server, MessageCarrier carrier, Parameters parameters) {
        this.server = server;
        this.carrier = carrier;
        this.stable = StableStorage.of(server, parameters);
        RaftProperties properties = server.getProperties();
        this.pause = Duration.ofMillis(
                        RaftServerConfigKeys.Rpc.timeoutMin(properties).toLong(TimeUnit.MILLISECONDS))
                .dividedBy(COPIES_PER_ELECTION_TIMEOUT);
        // As long as an election: votes that are still in flight when a partition heals are then received at once.
        Duration timeout = Duration.ofMillis(
                RaftServerConfigKeys.Rpc.timeoutMax(properties).toLong(TimeUnit.MILLISECONDS));
        this.calls = new OutstandingCalls(this::send, drops, System::nanoTime, pause, timeout);
        this.requests = new IncomingRequests(server, stable, this::send, drops);
        this.thread = Executors.newSingleThreadScheduledExecutor(
                task -> Threads.daemon(server.getId() + "-raft-calls", task));
    }

    @Override
    public void start() {
        long lookMillis = pause.dividedBy(LOOKS_PER_COPY).toMillis();
        thread.scheduleWithFixedDelay(calls::look, lookMillis, lookMillis, TimeUnit.MILLISECONDS);
        carrier.onMessage(this::receive);
    }

    private void receive(RaftMessage message) {
        if (closed) {
            return;
        }
        if (!message.to().equals(server.getId().toString())) {
            drops.drop(message, ELSEWHERE);
        } else if (requests.serves(message.kind())) {
            requests.accept(message);
        } else {
            calls.answer(message);
        }
    }

    private void send(RaftMessage message) {
        if (closed) {
            return;
        }
        try {
            carrier.send(message);
        } catch (RuntimeException broken) {
            // It promised not to; but on the library's threads it would end an election or a leadership.
            drops.drop(message, "the carrier threw " + broken);
        }
    }

    @Override
    public RequestVoteReplyProto requestVote(RequestVoteRequestProto request) throws IOException {
        stable.awaitVote(request.getCandidateTerm());
        return await(call(Rpc.REQUEST_VOTE, request.getServerRequest(), request));
    }

    @Override
    public AppendEntriesReplyProto appendEntries(AppendEntriesRequestProto request) throws IOException {
        return await(call(Rpc.APPEND_ENTRIES, request.getServerRequest(), request));
    }

    @Override
    public InstallSnapshotReplyProto installSnapshot(InstallSnapshotRequestProto request) throws IOException {
        return await(call(Rpc.INSTALL_SNAPSHOT, request.getServerRequest(), request));
    }

    @Override
    public StartLeaderElectionReplyProto startLeaderElection(StartLeaderElectionRequestProto request)
            throws IOException {
        return await(call(Rpc.START_LEADER_ELECTION, request.getServerRequest(), request));
    }

    @Override
    public RaftServerAsynchronousProtocol async() {
        return this;
    }

    @Override
    public CompletableFuture<AppendEntriesReplyProto> appendEntriesAsync(AppendEntriesRequestProto request)
            throws IOException {
        return elsewhere(call(Rpc.APPEND_ENTRIES, request.getServerRequest(), request));
    }

    @Override
    public CompletableFuture<ReadIndexReplyProto> readIndexAsync(ReadIndexRequestProto request) throws IOException {
        return elsewhere(call(Rpc.READ_INDEX, request.getServerRequest(), request));
    }

    private <A extends MessageLite> Call<A> call(Rpc<?, A> rpc, RaftRpcRequestProto header, MessageLite request)
            throws IOException {
        RaftPeerId to = RaftPeerId.valueOf(header.getReplyId());
        return calls.call(server.getId().toString(), to.toString(), rpc, request);
    }

    /** The rest runs on the common pool: it waits and queries the state machine, and the carrier must go on. */
    private static <A> CompletableFuture<A> elsewhere(CompletableFuture<A> answer) {
        return answer.whenCompleteAsync((done, failure) -> {});
    }

    private static <A> A await(CompletableFuture<A> answer) throws IOException {
        try {
            return answer.get();
        } catch (ExecutionException failure) {
            throw IOUtils.asIOException(failure.getCause());
        } catch (InterruptedException stopped) {
            answer.cancel(false);
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the server stops waiting for an answer");
        }
    }

    @Override
    public RpcType getRpcType() {
        return server.getRpcType();
    }

    /** None: there are no sockets. */
    @Override
    public InetSocketAddress getInetSocketAddress() {
        return null;
    }

    /** A peer's id is its address. */
    @Override
    public void addRaftPeers(Collection<RaftPeer> peers) {}

    /** There is no connection to make again. */
    @Override
    public void handleException(RaftPeerId peer, Exception failure, boolean reconnect) {}

    @Override
    public void close() {
        closed = true;
        thread.shutdownNow();
        calls.close();
        requests.close();
    }
}
