package io.arbiter.server.raft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
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
import org.apache.ratis.protocol.exceptions.GroupMismatchException;
import org.apache.ratis.protocol.exceptions.ServerNotReadyException;
import org.apache.ratis.server.protocol.RaftServerAsynchronousProtocol;
import org.apache.ratis.server.protocol.RaftServerProtocol;
import org.junit.jupiter.api.Test;

class EntranceTest {
    private static final AppendEntriesRequestProto HEARTBEAT = AppendEntriesRequestProto.getDefaultInstance();
    private static final AppendEntriesRequestProto ENTRIES = AppendEntriesRequestProto.newBuilder()
            .addEntries(LogEntryProto.newBuilder().setIndex(7)).build();
    private static final RequestVoteRequestProto VOTE = RequestVoteRequestProto.getDefaultInstance();

    private final SlowServer server = new SlowServer();
    private final Entrance entrance = new Entrance(server);

    /** A server whose log and disk take as long as the test wants. */
    private static final class SlowServer implements RaftServerProtocol, RaftServerAsynchronousProtocol {
        final CountDownLatch entered = new CountDownLatch(1);
        final List<CompletableFuture<AppendEntriesReplyProto>> onDisk = new ArrayList<>();
        volatile CountDownLatch intoLog = new CountDownLatch(0);
        volatile IOException refusal;
        volatile boolean voted;
        volatile boolean installed;

        @Override
        public CompletableFuture<AppendEntriesReplyProto> appendEntriesAsync(AppendEntriesRequestProto request) {
            if (refusal != null) {
                // As the library has it: wrapped.
                return CompletableFuture.failedFuture(new CompletionException(refusal));
            }
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

    private static Thread start(Runnable task) {
        var thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Test
    void anAppendThatIsHandedInKeepsAVoteOutUntilItsEntriesAreInTheLog() throws Exception {
        server.intoLog = new CountDownLatch(1);
        Thread append = start(() -> entrance.append(ENTRIES));
        server.entered.await();
        Thread vote = start(() -> entrance.vote(VOTE));
        await().until(() -> vote.getState() == Thread.State.BLOCKED);
        assertThat(server.voted).isFalse();

        server.intoLog.countDown();

        append.join();
        vote.join();
        assertThat(server.voted).isTrue();
    }

    @Test
    void itsWaitForTheDiskDoesNot() {
        CompletableFuture<?> append = entrance.append(ENTRIES);

        assertThat(entrance.vote(VOTE)).isCompleted();
        assertThat(append).isNotDone();
        server.stored(0);
        assertThat(append).isCompleted();
    }

    /** The library answers a copy at once: it has the entries, though only in memory. */
    @Test
    void aCopyIsNotAnsweredBeforeTheEntriesAreOnTheDisk() {
        CompletableFuture<?> first = entrance.append(ENTRIES);
        CompletableFuture<?> copy = entrance.append(ENTRIES);
        server.stored(1);
        assertThat(copy).isNotDone();

        server.stored(0);

        assertThat(first).isCompleted();
        assertThat(copy).isCompleted();
    }

    @Test
    void aHeartbeatDoesNotWaitForTheDisk() {
        entrance.append(ENTRIES);
        CompletableFuture<?> heartbeat = entrance.append(HEARTBEAT);

        server.stored(1);

        assertThat(heartbeat).isCompleted();
    }

    @Test
    void afterAWriteThatFailedNothingIsAcknowledged() {
        CompletableFuture<?> first = entrance.append(ENTRIES);
        server.onDisk.get(0).completeExceptionally(new IOException("no disk"));
        CompletableFuture<?> copy = entrance.append(ENTRIES);
        server.stored(1);

        assertThat(first).isCompletedExceptionally();
        assertThat(copy).isCompletedExceptionally();
    }

    @Test
    void aSnapshotIsCompletedWhenNoEntryIsOnItsWayToTheDisk() throws Exception {
        entrance.append(ENTRIES);
        entrance.install(chunk(false));
        assertThat(server.installed).isTrue();
        server.installed = false;
        Thread last = start(() -> entrance.install(chunk(true)));
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
    void entriesThatAreRefusedFailAlone() {
        for (IOException refusal : List.of(new GroupMismatchException("not ours"),
                new ServerNotReadyException("closing"))) {
            server.refusal = refusal;
            assertThat(entrance.append(ENTRIES)).isCompletedExceptionally();
        }
        server.refusal = null;

        CompletableFuture<?> next = entrance.append(ENTRIES);

        server.stored(0);
        assertThat(next).isCompleted();
    }

    @Test
    void whatIsRefusedFailsAlone() {
        assertThat(entrance.stand(StartLeaderElectionRequestProto.getDefaultInstance())).isCompletedExceptionally();
        assertThat(entrance.vote(VOTE)).isCompleted();
    }
}
