package io.arbiter.server.raft.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.server.raft.disk.OpenDisk;
import io.arbiter.server.raft.disk.StableStorage;
import io.arbiter.server.storage.LowerBound;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.apache.ratis.conf.Parameters;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto;
import org.apache.ratis.proto.RaftProtos.AppendEntriesReplyProto.AppendResult;
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
import org.apache.ratis.server.protocol.TermIndex;
import org.apache.ratis.server.raftlog.RaftLogIOException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SerializedRaftServerTest {
    private static final AppendEntriesRequestProto HEARTBEAT = AppendEntriesRequestProto.getDefaultInstance();
    private static final AppendEntriesRequestProto ENTRIES = AppendEntriesRequestProto.newBuilder()
            .addEntries(LogEntryProto.newBuilder().setIndex(7))
            .build();
    private static final RequestVoteRequestProto VOTE = RequestVoteRequestProto.getDefaultInstance();

    private final OpenDisk disk = OpenDisk.plain();
    private final SlowServer server = new SlowServer(disk.bound());
    private FakeDivision division;
    private SerializedRaftServer raft;

    @BeforeEach
    void start(@TempDir Path directory) {
        division = new FakeDivision(directory);
        raft = new SerializedRaftServer(server, StableStorage.of(division.server(), parameters(disk)));
    }

    private static Parameters parameters(OpenDisk disk) {
        Parameters parameters = new Parameters();
        parameters.put(OpenDisk.PARAMETER, disk, OpenDisk.class);
        return parameters;
    }

    /** A server whose log and disk take as long as the test sets. */
    private static final class SlowServer implements RaftServerProtocol, RaftServerAsynchronousProtocol {
        final CountDownLatch entered = new CountDownLatch(1);
        final List<CompletableFuture<AppendEntriesReplyProto>> onDisk = new CopyOnWriteArrayList<>();
        private final LowerBound bound;
        /** The index from which the next entries cut the log off, if they do. */
        volatile int cutting = -1;

        volatile CountDownLatch intoLog = new CountDownLatch(0);
        volatile IOException refusal;
        volatile boolean voted;
        volatile boolean installed;
        volatile IOException notInstalled;

        SlowServer(LowerBound bound) {
            this.bound = bound;
        }

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
            if (cutting >= 0) {
                cut();
            }
            var answer = new CompletableFuture<AppendEntriesReplyProto>();
            onDisk.add(answer);
            return answer;
        }

        private void cut() {
            try {
                bound.cut(cutting);
                cutting = -1;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public RequestVoteReplyProto requestVote(RequestVoteRequestProto request) {
            voted = true;
            return RequestVoteReplyProto.getDefaultInstance();
        }

        @Override
        public InstallSnapshotReplyProto installSnapshot(InstallSnapshotRequestProto request) throws IOException {
            if (notInstalled != null) {
                throw notInstalled;
            }
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
            throw new IOException("does not stand for election");
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
        Thread append = start(() -> raft.append(ENTRIES));
        server.entered.await();
        Thread vote = start(() -> raft.vote(VOTE));
        await().until(() -> vote.getState() == Thread.State.BLOCKED);
        assertThat(server.voted).isFalse();

        server.intoLog.countDown();

        append.join();
        vote.join();
        assertThat(server.voted).isTrue();
    }

    @Test
    void itsWaitForTheDiskDoesNot() {
        CompletableFuture<?> append = raft.append(ENTRIES);

        assertThat(raft.vote(VOTE)).isCompleted();
        assertThat(append).isNotDone();
        server.stored(0);
        assertThat(append).isCompleted();
    }

    /** The library answers a copy at once: it has the entries, though only in memory. */
    @Test
    void aCopyIsNotAnsweredBeforeTheEntriesAreOnTheDisk() {
        CompletableFuture<?> first = raft.append(ENTRIES);
        CompletableFuture<?> copy = raft.append(ENTRIES);
        server.stored(1);
        assertThat(copy).isNotDone();

        server.stored(0);

        assertThat(first).isCompleted();
        assertThat(copy).isCompleted();
    }

    @Test
    void aHeartbeatDoesNotWaitForTheDisk() {
        raft.append(ENTRIES);
        CompletableFuture<?> heartbeat = raft.append(HEARTBEAT);

        server.stored(1);

        assertThat(heartbeat).isCompleted();
    }

    @Test
    void afterAWriteThatFailedNothingIsAcknowledged() {
        CompletableFuture<?> first = raft.append(ENTRIES);
        server.onDisk.get(0).completeExceptionally(new RaftLogIOException("no disk"));
        CompletableFuture<?> copy = raft.append(ENTRIES);
        CompletableFuture<?> heartbeat = raft.append(HEARTBEAT);

        assertThat(first).isCompletedExceptionally();
        assertThat(copy).isCompletedExceptionally();
        assertThat(heartbeat).isCompletedExceptionally();
        assertThat(server.onDisk).as("what was handed in").hasSize(1);
    }

    /** Until the cut is made the library takes the old entries for stored: a heartbeat would commit the new ones. */
    @Test
    void entriesThatTakeThePlaceOfOthersKeepAHeartbeatOutUntilTheyAreOnTheDisk() throws Exception {
        server.cutting = 5;
        Thread cut = start(() -> raft.append(ENTRIES));
        await().until(() -> cut.getState() == Thread.State.WAITING);
        Thread heartbeat = start(() -> raft.append(HEARTBEAT));
        await().until(() -> heartbeat.getState() == Thread.State.BLOCKED);
        assertThat(server.onDisk).hasSize(1);

        server.stored(0);

        cut.join();
        heartbeat.join();
        assertThat(server.onDisk).hasSize(2);
    }

    @Test
    void aSnapshotIsCompletedWhenNoEntryIsOnItsWayToTheDisk() throws Exception {
        raft.append(ENTRIES);
        raft.install(chunk(false));
        assertThat(server.installed).isTrue();
        server.installed = false;
        Thread last = start(() -> raft.install(chunk(true)));
        await().until(() -> last.getState() == Thread.State.WAITING);
        assertThat(server.installed).isFalse();

        server.stored(0);

        last.join();
        assertThat(server.installed).isTrue();
    }

    private static InstallSnapshotRequestProto chunk(boolean last) {
        return InstallSnapshotRequestProto.newBuilder()
                .setSnapshotChunk(SnapshotChunkProto.newBuilder().setDone(last))
                .build();
    }

    /** The library would forget them, and close their segment as if they were in it. */
    @Test
    void aSnapshotIsNotCompletedBeforeEntriesOfItsOwnAreOnTheDisk() {
        division.last = TermIndex.valueOf(1, 9);
        division.flushIndex = 8;
        assertThat(raft.install(chunk(true))).isCompletedExceptionally();
        assertThat(server.installed).isFalse();

        division.flushIndex = 9;
        division.leads = true;
        assertThat(raft.install(chunk(true))).as("it may append more").isCompletedExceptionally();
        assertThat(server.installed).isFalse();

        division.leads = false;
        raft.install(chunk(true));
        assertThat(server.installed).isTrue();
    }

    /** The library follows the new leader in memory, and could acknowledge none of its entries. */
    @Test
    void anInstallWhoseTermCannotBeWrittenFailsTheNode() {
        server.notInstalled = new IOException("no space left for raft-meta");
        assertThat(raft.install(ofLeader(2))).isCompletedExceptionally();
        assertThat(division.failures).containsExactly(server.notInstalled);
        assertThat(raft.append(HEARTBEAT)).isCompletedExceptionally();
        assertThat(server.onDisk).as("what was handed in").isEmpty();
    }

    @Test
    void anInstallThatFailsAfterItsTermIsWrittenFailsAlone() {
        server.notInstalled = new IOException("a part is missing");
        assertThat(raft.install(ofLeader(1))).isCompletedExceptionally();
        server.notInstalled = new GroupMismatchException("not ours");
        assertThat(raft.install(ofLeader(2))).isCompletedExceptionally();
        assertThat(division.failures).isEmpty();
        assertThat(raft.append(HEARTBEAT)).isNotDone();
        assertThat(server.onDisk).as("what was handed in").hasSize(1);
    }

    private static InstallSnapshotRequestProto ofLeader(long term) {
        return chunk(false).toBuilder().setLeaderTerm(term).build();
    }

    @Test
    void entriesThatAreRefusedFailAlone() {
        for (IOException refusal :
                List.of(new GroupMismatchException("not ours"), new ServerNotReadyException("closing"))) {
            server.refusal = refusal;
            assertThat(raft.append(ENTRIES)).isCompletedExceptionally();
        }
        server.refusal = null;

        CompletableFuture<?> next = raft.append(ENTRIES);

        server.stored(0);
        assertThat(next).isCompleted();
    }

    /** A candidacy of this node's own is under way: the term that it started is in memory, and not on the disk yet. */
    @Test
    void aRefusalInATermThatIsNotOnTheDiskYetFailsAlone() {
        CompletableFuture<?> refused = raft.append(ENTRIES);
        server.onDisk
                .get(0)
                .complete(AppendEntriesReplyProto.newBuilder()
                        .setResult(AppendResult.NOT_LEADER)
                        .setTerm(5)
                        .build());
        assertThat(refused).isCompletedExceptionally();

        CompletableFuture<?> next = raft.append(ENTRIES);
        server.stored(1);

        assertThat(next).isCompleted();
    }

    @Test
    void whatIsRefusedFailsAlone() {
        assertThat(raft.startElection(StartLeaderElectionRequestProto.getDefaultInstance()))
                .isCompletedExceptionally();
        assertThat(raft.vote(VOTE)).isCompleted();
    }
}
