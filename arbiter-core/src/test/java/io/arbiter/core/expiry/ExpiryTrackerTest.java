package io.arbiter.core.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.FakeClock;
import io.arbiter.core.command.Command;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExpiryTrackerTest {
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final long SILENCE = Duration.ofSeconds(5).toNanos();
    private FakeClock clock = new FakeClock(0);
    private ExpiryTracker tracker = new ExpiryTracker(clock, GRACE);

    /** System.nanoTime may start anywhere, and may wrap around. */
    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MAX_VALUE, Long.MAX_VALUE - 5_000_000_000L, Long.MIN_VALUE, -5_000_000_000L})
    void expiresAfterTheSilenceAndNotBefore(long origin) {
        clock = new FakeClock(origin);
        tracker = new ExpiryTracker(clock, GRACE);
        tracker.promote();
        tracker.renewed(1, 0, SILENCE);
        clock.advance(Duration.ofSeconds(2));
        tracker.renewed(2, 0, SILENCE);
        tracker.renewed(1, 1, SILENCE);
        clock.advance(Duration.ofNanos(SILENCE - 1));
        assertThat(tracker.due(9)).isEmpty();
        assertThat(tracker.remainingNanos(1)).hasValue(1);
        clock.advance(Duration.ofNanos(1));
        assertThat(tracker.due(9))
                .containsExactlyInAnyOrder(new Command.ExpireSession(1, 1), new Command.ExpireSession(2, 0));
        assertThat(tracker.remainingNanos(1)).hasValue(0);
    }

    @Test
    void followersAndDeposedLeadersProposeNothing() {
        tracker.renewed(1, 0, SILENCE);
        clock.advance(Duration.ofHours(1));
        assertThat(tracker.due(9)).isEmpty();
        assertThat(tracker.nanosUntilNext()).isEmpty();
        tracker.promote();
        tracker.demote();
        clock.advance(Duration.ofHours(1));
        assertThat(tracker.due(9)).isEmpty();
    }

    @Test
    void chainsOfLeaderChangesResetNothing() {
        tracker.renewed(1, 0, SILENCE);
        for (int change = 0; change < 4; change++) {
            tracker.promote();
            clock.advance(Duration.ofSeconds(1));
            assertThat(tracker.due(9)).isEmpty();
            tracker.demote();
        }
        tracker.promote();
        clock.advance(Duration.ofSeconds(1));
        assertThat(tracker.due(9)).containsExactly(new Command.ExpireSession(1, 0));
    }

    @Test
    void graceHoldsBackWhatIsOverdue() {
        tracker.renewed(1, 0, SILENCE);
        clock.advance(Duration.ofSeconds(9));
        tracker.promote();
        assertThat(tracker.remainingNanos(1)).hasValue(GRACE.toNanos());
        assertThat(tracker.nanosUntilNext()).hasValue(GRACE.toNanos());
        clock.advance(GRACE.minusNanos(1));
        assertThat(tracker.due(9)).isEmpty();
        clock.advance(Duration.ofNanos(1));
        assertThat(tracker.due(9)).hasSize(1);
    }

    @Test
    void aLostProposalIsMadeAgainAfterASecond() {
        lead();
        tracker.renewed(1, 0, SILENCE);
        clock.advance(Duration.ofNanos(SILENCE));
        assertThat(tracker.due(9)).hasSize(1);
        clock.advance(Duration.ofMillis(999));
        assertThat(tracker.due(9)).isEmpty();
        clock.advance(Duration.ofMillis(1));
        assertThat(tracker.due(9)).containsExactly(new Command.ExpireSession(1, 0));
    }

    @Test
    void aRenewalAfterTheProposalCountsFromItself() {
        lead();
        tracker.renewed(1, 0, SILENCE);
        clock.advance(Duration.ofNanos(SILENCE));
        tracker.due(9);
        tracker.renewed(1, 1, SILENCE);
        clock.advance(Duration.ofNanos(SILENCE - 1));
        assertThat(tracker.due(9)).isEmpty();
        clock.advance(Duration.ofNanos(1));
        assertThat(tracker.due(9)).containsExactly(new Command.ExpireSession(1, 1));
    }

    @Test
    void proposesAtMostSoManyAtOnceAndTheRestNext() {
        lead();
        for (int session = 1; session <= 25; session++) {
            tracker.renewed(session, 0, SILENCE);
        }
        clock.advance(Duration.ofNanos(SILENCE));
        assertThat(tracker.due(0)).isEmpty();
        assertThat(tracker.due(10)).hasSize(10);
        assertThat(tracker.due(10)).hasSize(10);
        assertThat(tracker.due(10)).hasSize(5);
    }

    @Test
    void whoHasEndedIsForgotten() {
        lead();
        tracker.renewed(1, 0, SILENCE);
        tracker.sessionEnded(1);
        tracker.sessionEnded(2);
        clock.advance(Duration.ofHours(1));
        assertThat(tracker.due(9)).isEmpty();
        assertThat(tracker.remainingNanos(1)).isEmpty();
        assertThat(tracker.nanosUntilNext()).isEmpty();
    }

    @Test
    void theCancelledAreSweptOut() {
        lead();
        for (int session = 1; session <= 100_000; session++) {
            tracker.renewed(session, 0, SILENCE);
            tracker.sessionEnded(session);
            assertThat(tracker.queued()).isLessThan(200);
        }
    }

    @Test
    void lockDelaysCountFromTheirStartAndTheLastOneCounts() {
        lead();
        tracker.lockDelayStarted("orders", 1, Duration.ofSeconds(2).toNanos());
        clock.advance(Duration.ofSeconds(1));
        tracker.lockDelayStarted("orders", 5, Duration.ofSeconds(2).toNanos());
        assertThat(tracker.remainingLockDelayNanos("orders"))
                .hasValue(Duration.ofSeconds(2).toNanos());
        clock.advance(Duration.ofSeconds(2));
        assertThat(tracker.due(9)).containsExactly(new Command.EndLockDelay("orders", 5));
        tracker.lockDelayEnded("orders");
        clock.advance(Duration.ofHours(1));
        assertThat(tracker.due(9)).isEmpty();
        assertThat(tracker.remainingLockDelayNanos("orders")).isEqualTo(OptionalLong.empty());
    }

    @Test
    void resetForgetsEverything() {
        lead();
        tracker.renewed(1, 0, SILENCE);
        tracker.lockDelayStarted("orders", 1, SILENCE);
        tracker.reset();
        clock.advance(Duration.ofHours(1));
        assertThat(tracker.due(9)).isEmpty();
        assertThat(tracker.queued()).isZero();
    }

    @Test
    void theNextLookIsNeverTooLate() {
        lead();
        tracker.renewed(1, 0, SILENCE);
        tracker.renewed(2, 0, SILENCE / 2);
        assertThat(tracker.nanosUntilNext()).hasValue(SILENCE / 2);
        clock.advance(Duration.ofNanos(SILENCE));
        assertThat(tracker.nanosUntilNext()).hasValue(0);
    }

    /** Makes the tracker lead, past its grace. */
    private void lead() {
        tracker.promote();
        clock.advance(GRACE);
    }
}
