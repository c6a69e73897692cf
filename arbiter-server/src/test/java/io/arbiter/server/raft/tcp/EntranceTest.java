package io.arbiter.server.raft.tcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotReplyProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto;
import org.apache.ratis.proto.RaftProtos.InstallSnapshotRequestProto.SnapshotChunkProto;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexReplyProto;
import org.apache.ratis.proto.RaftProtos.ReadIndexRequestProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteReplyProto;
import org.apache.ratis.proto.RaftProtos.RequestVoteRequestProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionReplyProto;
import org.apache.ratis.proto.RaftProtos.StartLeaderElectionRequestProto;
import org.apache.ratis.server.protocol.RaftServerAsynchronousProtocol;
import org.apache.ratis.server.protocol.RaftServerProtocol;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;
import org.apache.ratis.thirdparty.com.google.protobuf.MessageLite;
import org.junit.jupiter.api.Test;

class EntranceTest {
    private static final AppendEntriesRequestProto HEARTBEAT = AppendEntriesRequestProto.getDefaultInstance();
    private static final AppendEntriesRequestProto ENTRIES = AppendEntriesRequestProto.newBuilder()
            .addEntries(LogEntryProto.newBuilder().setIndex(7)).build();
    private static final RequestVoteRequestProto VOTE = RequestVoteRequestProto.getDefaultInstance();

    private final SlowServer server = new SlowServer();
    private final Entrance entrance = new Entrance(server);

    /** A server whose log and disk take as long as the test wants. */
    static final class SlowServer implements RaftServerProtocol, RaftServerAsynchronousProtocol {
        final CountDownLatch entered = new CountDownLatch(1);
        final List<CompletableFuture<AppendEntriesReplyProto>> onDisk = new ArrayList<>();
        volatile CountDownLatch intoLog = new CountDownLatch(0);
        volatile boolean voted;
        volatile boolean installed;

        @Override
        public CompletableFuture<AppendEntriesReplyProto> appendEntriesAsync(AppendEntriesRequestProto request) {
            entered.countDown();
            try {
                intoLog.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
            var answer = new CompletableFuture<AppendEntriesReplyProto>();
            onDisk.add(answer);
            return answer;
        }

        @Override
        public RequestVoteReplyProto requestVote(RequestVoteRequestProto request) {
            voted = true;
            return RequestVoteReplyProto.getDefaultInstance();
        }

        @Override
        public InstallSnapshotReplyProto installSnapshot(InstallSnapshotRequestProto request) {
            installed = true;
            return InstallSnapshotReplyProto.getDefaultInstance();
        }

        @Override
        public AppendEntriesReplyProto appendEntries(AppendEntriesRequestProto request) {
            throw new UnsupportedOperationException();
        }

        @Override
        public StartLeaderElectionReplyProto startLeaderElection(StartLeaderElectionRequestProto request)
                throws IOException {
            throw new IOException("does not stand");
        }

        @Override
        public CompletableFuture<ReadIndexReplyProto> readIndexAsync(ReadIndexRequestProto request) {
            throw new UnsupportedOperationException();
        }

        void stored(int append) {
            onDisk.get(append).complete(AppendEntriesReplyProto.getDefaultInstance());
        }
    }

    private CompletableFuture<? extends MessageLite> enter(Rpc<?, ?> rpc, MessageLite request) {
        try {
            return entrance.enter(new Frame(rpc.code(), 1, request.toByteArray()));
        } catch (InvalidProtocolBufferException malformed) {
            throw new AssertionError(malformed);
        }
    }

    @Test
    void anAppendThatIsHandedInKeepsAVoteOutUntilItsEntriesAreInTheLog() throws Exception {
        server.intoLog = new CountDownLatch(1);
        Thread append = Threads.start("append", () -> enter(Rpc.APPEND, ENTRIES));
        server.entered.await();
        Thread vote = Threads.start("vote", () -> enter(Rpc.VOTE, VOTE));
        await().until(() -> vote.getState() == Thread.State.BLOCKED);
        assertThat(server.voted).isFalse();

        server.intoLog.countDown();

        append.join();
        vote.join();
        assertThat(server.voted).isTrue();
    }

    @Test
    void itsWaitForTheDiskDoesNot() {
        CompletableFuture<?> append = enter(Rpc.APPEND, ENTRIES);

        assertThat(enter(Rpc.VOTE, VOTE)).isCompleted();
        assertThat(append).isNotDone();
        server.stored(0);
        assertThat(append).isCompleted();
    }

    /** The library answers a copy at once: it has the entries, though only in memory. */
    @Test
    void aCopyIsNotAnsweredBeforeTheEntriesAreOnTheDisk() {
        CompletableFuture<?> first = enter(Rpc.APPEND, ENTRIES);
        CompletableFuture<?> copy = enter(Rpc.APPEND, ENTRIES);
        server.stored(1);
        assertThat(copy).isNotDone();

        server.stored(0);

        assertThat(first).isCompleted();
        assertThat(copy).isCompleted();
    }

    @Test
    void aHeartbeatDoesNotWaitForTheDisk() {
        enter(Rpc.APPEND, ENTRIES);
        CompletableFuture<?> heartbeat = enter(Rpc.APPEND, HEARTBEAT);

        server.stored(1);

        assertThat(heartbeat).isCompleted();
    }

    @Test
    void afterAWriteThatFailedNothingIsAcknowledged() {
        CompletableFuture<?> first = enter(Rpc.APPEND, ENTRIES);
        server.onDisk.get(0).completeExceptionally(new IOException("no disk"));
        CompletableFuture<?> copy = enter(Rpc.APPEND, ENTRIES);
        server.stored(1);

        assertThat(first).isCompletedExceptionally();
        assertThat(copy).isCompletedExceptionally();
    }

    @Test
    void aSnapshotIsCompletedWhenNoEntryIsOnItsWayToTheDisk() throws Exception {
        enter(Rpc.APPEND, ENTRIES);
        enter(Rpc.SNAPSHOT, chunk(false));
        assertThat(server.installed).isTrue();
        server.installed = false;
        Thread last = Threads.start("snapshot", () -> enter(Rpc.SNAPSHOT, chunk(true)));
        await().until(() -> last.getState() == Thread.State.WAITING);
        assertThat(server.installed).isFalse();

        server.stored(0);

        last.join();
        assertThat(server.installed).isTrue();
    }

    private static InstallSnapshotRequestProto chunk(boolean last) {
        return InstallSnapshotRequestProto.newBuilder()
                .setSnapshotChunk(SnapshotChunkProto.newBuilder().setDone(last)).build();
    }

    @Test
    void whatIsRefusedOrUnknownFailsAlone() {
        assertThat(enter(Rpc.STAND, StartLeaderElectionRequestProto.getDefaultInstance())).isCompletedExceptionally();
        var failure = new AtomicReference<Throwable>();
        assertThat(enter(new Rpc<>((byte) 99, RequestVoteRequestProto.parser(), RequestVoteReplyProto.parser()), VOTE)
                .whenComplete((answer, refused) -> failure.set(refused))).isCompletedExceptionally();
        assertThat(failure.get()).hasMessageContaining("99");
        assertThat(enter(Rpc.VOTE, VOTE)).isCompleted();
    }

    @Test
    void whatCannotBeReadEndsTheConnection() {
        assertThatThrownBy(() -> entrance.enter(new Frame(Rpc.VOTE.code(), 1, new byte[] {-1, -1})))
                .isInstanceOf(InvalidProtocolBufferException.class);
    }
}
