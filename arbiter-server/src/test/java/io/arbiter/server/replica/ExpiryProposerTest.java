package io.arbiter.server.replica;

import static io.arbiter.server.replica.Samples.bytes;
import static io.arbiter.server.replica.Samples.open;
import static io.arbiter.server.replica.Samples.snapshot;
import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.command.Command;
import io.arbiter.core.machine.Limits;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.Member;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ExpiryProposerTest {
    private static final Member SELF = new Member("a", "us-east", "r:1", "c:1");
    /** TTL * (1 + drift bound). */
    private static final Duration SILENCE = Duration.ofMillis(5_050);

    private final AtomicLong now = new AtomicLong();
    private final Replica replica = new Replica(Limits.DEFAULT, now::get, Duration.ofSeconds(1));
    private final HandTimer timer = new HandTimer();
    private final List<Command> proposed = new ArrayList<>();
    private Runnable onProposal = () -> {};
    private final ExpiryProposer proposer = new ExpiryProposer(replica, this::propose, timer);
    private long index;

    /** Nothing runs by itself: the test lets the time pass up to the next look. */
    private final class HandTimer extends ScheduledThreadPoolExecutor {
        private record Look(Runnable task, long at) {}

        private final ArrayDeque<Look> planned = new ArrayDeque<>();

        HandTimer() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            planned.add(new Look(task, now.get() + unit.toNanos(delay)));
            return super.schedule(task, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
        }

        void runNext() {
            assertThat(planned).as("one look at a time").hasSize(1);
            Look next = planned.poll();
            now.set(Math.max(now.get(), next.at()));
            next.task().run();
        }
    }

    private CompletableFuture<Object> propose(Command command) {
        proposed.add(command);
        onProposal.run();
        return CompletableFuture.failedFuture(new IllegalStateException("not leading"));
    }

    @BeforeEach
    void start() {
        proposer.start();
    }

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void triesAgainWhatFailed() {
        apply(open("c"));
        lead(true);
        now.addAndGet(Duration.ofSeconds(6).toNanos());
        assertThat(proposer.proposeDue()).isEqualTo(1);
        assertThat(proposer.proposeDue()).isZero();
        now.addAndGet(Duration.ofSeconds(1).toNanos());
        assertThat(proposer.proposeDue()).isEqualTo(1);
        assertThat(proposed).containsExactly(new Command.ExpireSession(1, 0), new Command.ExpireSession(1, 0));
    }

    @Test
    void looksWhenTheNextIsDueAndOftenEnough() {
        assertThat(ExpiryProposer.pauseNanos(37_000_000)).isEqualTo(37_000_000);
        assertThat(ExpiryProposer.pauseNanos(900_000_000)).isEqualTo(100_000_000);
        assertThat(ExpiryProposer.pauseNanos(0)).isEqualTo(2_000_000);
    }

    @Test
    void aFollowerDoesNotLook() {
        apply(open("c"));
        lead(false);
        apply(open("d"));
        assertThat(timer.planned).isEmpty();
    }

    /** S7: after any event that made it start, the session's silence is noticed within one check. */
    @Test
    void proposesInTimeWhatWasOpenedWhileItRested() {
        lead(true);
        assertThat(timer.planned).as("nothing to watch").isEmpty();
        now.addAndGet(Duration.ofHours(1).toNanos());

        apply(open("c"));

        awaitProposal(now.get());
        assertThat(proposed).containsExactly(new Command.ExpireSession(1, 0));
    }

    @Test
    void proposesInTimeWhatItFindsWhenItBeginsToLead() {
        apply(open("c"));
        long applied = now.get();
        now.addAndGet(Duration.ofSeconds(3).toNanos());

        lead(true);

        awaitProposal(applied);
    }

    @Test
    void proposesInTimeWhatASnapshotBrings() throws IOException {
        var other = new Replica(Limits.DEFAULT, now::get, Duration.ZERO);
        other.apply(1, bytes(open("c")), null);
        lead(true);
        assertThat(timer.planned).isEmpty();

        replica.restoreSnapshot(new ByteArrayInputStream(snapshot(other)));

        awaitProposal(now.get());
    }

    @Test
    void restsWhenTheLastSessionHasEndedAndWhenItLeadsNoMore() {
        lead(true);
        apply(open("c"));
        apply(new Command.CloseSession(1));
        awaitRest();
        apply(open("d"));
        assertThat(timer.planned).hasSize(1);
        lead(false);
        timer.runNext();
        assertThat(timer.planned).isEmpty();
    }

    @Test
    void whatIsOpenedDuringALookKeepsItLooking() {
        lead(true);
        apply(open("c"));
        onProposal = () -> {
            apply(new Command.CloseSession(1), open("d"));
            onProposal = () -> {};
        };
        awaitProposal(now.get());
        long opened = now.get();
        proposed.clear();

        awaitProposal(opened);

        assertThat(proposed).containsExactly(new Command.ExpireSession(2, 0));
    }

    @Test
    void entriesAreAppliedAfterItsEnd() {
        lead(true);
        timer.shutdown();
        apply(open("c"));
        assertThat(replica.<Long>read(View::applied)).isEqualTo(index);
    }

    private void awaitProposal(long silentSince) {
        while (proposed.isEmpty()) {
            timer.runNext();
        }
        assertThat(now.get() - silentSince - SILENCE.toNanos())
                .as("too late by, ns")
                .isBetween(0L, ExpiryProposer.LONGEST_PAUSE.toNanos());
    }

    /** The tracker notices that a session has ended when its time comes. */
    private void awaitRest() {
        long end = now.get() + SILENCE.plus(ExpiryProposer.LONGEST_PAUSE).toNanos();
        while (!timer.planned.isEmpty()) {
            timer.runNext();
            assertThat(now.get()).isLessThanOrEqualTo(end);
        }
    }

    private void lead(boolean ready) {
        replica.leadershipChanged(new Leadership("a", Optional.of(SELF), ready, 1));
    }

    private void apply(Command... commands) {
        replica.apply(++index, bytes(commands), null);
    }
}
