package io.arbiter.server.raft;

import static io.arbiter.server.raft.LogCluster.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.arbiter.server.exit.ExitCode;
import io.arbiter.server.exit.StartException;
import io.arbiter.server.raft.proposal.PendingProposals;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.ratis.proto.RaftProtos.RoleInfoProto;
import org.apache.ratis.server.RaftServerConfigKeys;
import org.apache.ratis.util.TimeDuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Failures that end the process instead of leaving a dead log in a living one. */
class FatalTest {
    @TempDir
    private Path directory;

    @Test
    void anEntryThatCannotBeAppliedEndsTheProcessAndIsNotAcknowledged() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 3, 10_000).startAll()) {
            RatisLog leader = cluster.leader();
            CompletableFuture<Long> append = leader.append(new byte[] {CounterState.POISON}, null);

            RecordedExit exit = cluster.exits.get(cluster.nameOf(leader));
            await().atMost(PATIENCE).until(() -> exit.codes.contains(ExitCode.STATE_FAILED));
            assertThat(append.isDone() && !append.isCompletedExceptionally()).isFalse();
        }
    }

    @Test
    void aLogThatCannotBeWrittenEndsTheProcess() {
        RecordedExit exit = new RecordedExit();
        StateMachineAdapter adapter = new StateMachineAdapter(new CounterState(), new PendingProposals(), exit);

        adapter.event().notifyLogFailed(new IOException("No space left on device"), null);

        assertThat(exit.codes).containsExactly(ExitCode.LOG_FAILED);
    }

    @Test
    void aShutdownByTheLibraryEndsTheProcessAndAFailedStartOrOurOwnDoesNot() {
        RecordedExit exit = new RecordedExit();
        StateMachineAdapter adapter = new StateMachineAdapter(new CounterState(), new PendingProposals(), exit);

        adapter.event().notifyServerShutdown(RoleInfoProto.getDefaultInstance(), true);
        adapter.opened();
        adapter.event().notifyServerShutdown(RoleInfoProto.getDefaultInstance(), false);
        adapter.expectShutdown();
        adapter.event().notifyServerShutdown(RoleInfoProto.getDefaultInstance(), true);

        assertThat(exit.codes).containsExactly(ExitCode.CONSENSUS_STOPPED);
    }

    @Test
    void closingByWillIsNotFatal() throws Exception {
        LogCluster cluster = new LogCluster(directory, 1, 10_000).startAll();
        cluster.append(3);
        cluster.close();

        assertThat(cluster.exits.get("n1").codes).isEmpty();
    }

    /** The library's updater retries the entry permanently, and the close waits for it. */
    @Test
    void anEntryThatCannotBeAppliedDuringTheCloseDoesNotKeepItFromEnding() throws Exception {
        LogCluster cluster = new LogCluster(directory, 1, 10_000).startAll();
        RatisLog log = cluster.leader();
        Semaphore applyGate = cluster.states.get("n1").applyGate;
        applyGate.acquire();
        log.append(new byte[] {CounterState.POISON}, null);
        await().atMost(PATIENCE).until(applyGate::hasQueuedThreads);
        Thread close = new Thread(cluster::close);
        close.start();
        await().atMost(PATIENCE).until(FatalTest::updaterIsToldToStop);
        applyGate.release();

        close.join(PATIENCE.toMillis());
        assertThat(close.isAlive()).isFalse();
    }

    private static boolean updaterIsToldToStop() {
        return Thread.getAllStackTraces().values().stream()
                .flatMap(Arrays::stream)
                .anyMatch(frame -> frame.getMethodName().equals("stopAndJoin"));
    }

    @Test
    void aTakenPortIsAStartFailureThatNamesIt() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 1, 10_000).startAll()) {
            RaftConfig taken = cluster.config("n1");
            RecordedExit exit = new RecordedExit();
            RaftConfig other = new RaftConfig(
                    "test",
                    "n1",
                    taken.members(),
                    taken.transport(),
                    directory.resolve("other"),
                    taken.profile(),
                    10_000);

            assertThatThrownBy(() -> RatisLog.start(other, new CounterState(), exit))
                    .isInstanceOfSatisfying(StartException.class, e -> {
                        assertThat(e.exitCode()).isEqualTo(ExitCode.START_FAILED);
                        assertThat(e)
                                .hasMessageContaining(taken.members().get(0).raftAddress());
                    });
            assertThat(exit.codes).isEmpty();
        }
    }

    /** As a power cut left it (chaos cluster, seed 9): the library calls it an illegal state. */
    @Test
    void aGapInTheLogIsDamage() throws Exception {
        SingleLog.appendAndCount(directory, 5);
        SingleLog.appendAndCount(directory, 5);
        Path closed = SingleLog.closedSegment(directory);
        byte[] whole = Files.readAllBytes(closed);
        Files.write(closed, Arrays.copyOf(whole, whole.length - 10));

        try (LogCluster cluster = new LogCluster(directory, 1, 10_000)) {
            assertThatThrownBy(() -> cluster.start("n1"))
                    .isInstanceOfSatisfying(
                            StartException.class, e -> assertThat(e.exitCode()).isEqualTo(ExitCode.DATA_DAMAGED));
        }
    }

    /** By default the library closes itself after a pause of 60 s: a suspended machine came back dead. */
    @Test
    void aPausedMachineStepsDownButStays() throws Exception {
        try (LogCluster cluster = new LogCluster(directory, 1, 10_000)) {
            var properties = RaftSettings.of(cluster.config("n1"));

            assertThat(RaftServerConfigKeys.closeThreshold(properties))
                    .isEqualTo(TimeDuration.valueOf(1, TimeUnit.DAYS));
        }
    }
}
