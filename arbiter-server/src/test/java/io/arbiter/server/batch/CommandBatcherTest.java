package io.arbiter.server.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.LeaseRef;
import io.arbiter.core.command.RecordValue;
import io.arbiter.server.consensus.LogOverloadedException;
import io.arbiter.server.consensus.NotLeaderException;
import io.arbiter.server.consensus.OutcomeUnknownException;
import io.arbiter.server.testing.HandLog;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandBatcherTest {
    private final HandLog log = new HandLog();
    private final AtomicLong now = new AtomicLong();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final CommandBatcher batcher = new CommandBatcher(
            log,
            new BatchLimits(2, 3, 1 << 20, 5, 4 << 20, 1_000),
            new Clocks(now::get, () -> 99, timer),
            new PrometheusRegistry());

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void sendsAtOnceWhenThereIsRoom() {
        CompletableFuture<Committed> outcome = submit(1);
        assertThat(sizes()).containsExactly(1);
        assertThat(log.appends().get(0).entry().wallMillis()).isEqualTo(99);
        log.appends().get(0).commit(7, 0);
        assertThat(outcome.join().index()).isEqualTo(7);
    }

    @Test
    void collectsWhileTheWindowIsFull() {
        submit(1);
        submit(2);
        submit(3);
        submit(4);
        assertThat(sizes()).containsExactly(1, 1);
        log.appends().get(0).commit(7, 0);
        assertThat(sizes()).containsExactly(1, 1, 2);
    }

    @Test
    void eachCommandHasItsOwnOutcome() {
        fillWindow();
        List<CompletableFuture<Committed>> outcomes = List.of(submit(3), submit(4));
        log.appends().get(0).commit(7, 0);
        log.appends().get(2).commit(9, 0);
        assertThat(outcomes)
                .extracting(CompletableFuture::join)
                .extracting(Committed::outcome)
                .extracting(Object::toString)
                .allMatch(text -> text.startsWith("WaitQueued"))
                .doesNotHaveDuplicates();
    }

    @Test
    void batchesAreBoundedInCount() {
        fillWindow();
        for (int i = 0; i < 5; i++) {
            submit(10 + i);
        }
        log.appends().get(0).commit(7, 0);
        log.appends().get(1).commit(8, 0);
        assertThat(sizes()).containsExactly(1, 1, 3, 2);
    }

    @Test
    void batchesAreBoundedInBytes() {
        var bytes = new CommandBatcher(
                log,
                new BatchLimits(1, 1_000, 1 << 20, 1_000, 4 << 20, 1_000),
                new Clocks(now::get, () -> 99, timer),
                new PrometheusRegistry());
        for (int i = 0; i < 40; i++) {
            bytes.submit(
                    new Proposal(
                            new Command.PutRecord(
                                    new LeaseRef("r", 1, 1),
                                    1,
                                    OptionalLong.empty(),
                                    Optional.of(new RecordValue(new byte[60_000]))),
                            deadline(100)),
                    () -> false);
        }
        for (int i = 0; i < log.appends().size(); i++) {
            log.appends().get(i).commit(i, 0);
        }
        assertThat(sizes()).containsExactly(1, 17, 17, 5);
        assertThat(log.appends()).allMatch(append -> append.bytes() <= 1 << 20);
    }

    @Test
    void aFullQueueRefuses() {
        fillWindow();
        List<CompletableFuture<Committed>> outcomes = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            outcomes.add(submit(10 + i));
        }
        assertThat(outcomes.subList(0, 5)).noneMatch(CompletableFuture::isDone);
        assertThat(outcomes.get(5)).isCompletedExceptionally();
        assertThat(failure(outcomes.get(5))).isInstanceOf(LogOverloadedException.class);
    }

    @Test
    void theNodesOwnProposalsAreNotRefused() {
        fillWindow();
        for (int i = 0; i < 5; i++) {
            submit(10 + i);
        }
        assertThat(batcher.propose(command(1))).isNotDone();
    }

    /** S7: so waits a renewal that is due. */
    @Test
    void whatIsExemptIsNotRefused() {
        fillWindow();
        for (int i = 0; i < 5; i++) {
            submit(10 + i);
        }
        var renewal = new Proposal(new Command.RenewSession(1, 0), deadline(100));
        batcher.submit(renewal, () -> true);
        assertThat(renewal.outcome()).isNotDone();
        assertThat(failure(submit(16))).isInstanceOf(LogOverloadedException.class);
    }

    @Test
    void whatIsTooLateIsNotProposed() {
        fillWindow();
        CompletableFuture<Committed> late = submit(3);
        now.addAndGet(Duration.ofSeconds(101).toNanos());
        log.appends().get(0).commit(7, 0);
        assertThat(sizes()).containsExactly(1, 1);
        assertThat(failure(late)).isInstanceOf(DeadlinePassedException.class);
    }

    @Test
    void whatIsWithdrawnIsNotProposed() {
        fillWindow();
        var proposal = new Proposal(command(3), deadline(100));
        batcher.submit(proposal, () -> false);
        assertThat(proposal.withdraw()).isTrue();
        assertThat(proposal.withdraw()).isTrue();
        log.appends().get(0).commit(7, 0);
        assertThat(sizes()).containsExactly(1, 1);
        assertThat(failure(proposal.outcome())).isInstanceOf(CancellationException.class);
    }

    @Test
    void whatIsProposedCannotBeWithdrawn() {
        var proposal = new Proposal(command(3), deadline(100));
        batcher.submit(proposal, () -> false);
        assertThat(proposal.withdraw()).isFalse();
        log.appends().get(0).commit(7, 0);
        assertThat(proposal.outcome()).isCompleted();
    }

    @Test
    void failuresReachEveryCaller() {
        CompletableFuture<Committed> refused = submit(1);
        CompletableFuture<Committed> unknown = submit(2);
        log.appends().get(0).answer().completeExceptionally(new NotLeaderException("no", Optional.empty()));
        log.appends().get(1).answer().completeExceptionally(new OutcomeUnknownException("lost", null));
        assertThat(failure(refused)).isInstanceOf(NotLeaderException.class);
        assertThat(failure(unknown)).isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void anEntryAppliedWithoutItsBatchIsOfUnknownOutcome() {
        CompletableFuture<Committed> outcome = submit(1);
        log.appends().get(0).answer().complete(7L);
        assertThat(failure(outcome)).isInstanceOf(OutcomeUnknownException.class);
    }

    @Test
    void whatIsSubmittedTogetherSharesABatch() {
        batcher.batched(() -> {
            submit(1);
            submit(2);
            submit(3);
        });
        assertThat(sizes()).containsExactly(3);
    }

    @Test
    void aSpentTokenBudgetHoldsBatchesUntilTheNextSecond() {
        submit(1);
        log.appends().get(0).commit(7, 1_000);
        CompletableFuture<Committed> held = submit(2);
        assertThat(sizes()).containsExactly(1);
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        await().until(() -> sizes().size() == 2);
        log.appends().get(1).commit(8, 0);
        assertThat(held).isCompleted();
    }

    private void fillWindow() {
        submit(1);
        submit(2);
    }

    private CompletableFuture<Committed> submit(long session) {
        var proposal = new Proposal(command(session), deadline(100));
        batcher.submit(proposal, () -> false);
        return proposal.outcome();
    }

    private Deadline deadline(int seconds) {
        return Deadline.after(now::get, Duration.ofSeconds(seconds));
    }

    private static Command command(long session) {
        return new Command.CloseSession(session);
    }

    private List<Integer> sizes() {
        return log.appends().stream()
                .map(append -> append.entry().commands().size())
                .toList();
    }

    private static Throwable failure(CompletableFuture<?> future) {
        return future.handle((value, thrown) -> thrown).join();
    }
}
