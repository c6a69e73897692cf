package io.arbiter.client.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The clock starts a second before nanoTime overflows, so every test also crosses that. */
class GateTest {
    private static final Duration TTL = Duration.ofSeconds(5);
    private static final Duration SAFE = Duration.ofMillis(4_950);

    private final FakeClock clock = new FakeClock();
    private final Gate gate = new Gate(clock, TTL, 10_000);

    @Test
    void isClosedBeforeTheFirstAcknowledgement() {
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.state()).isEqualTo(GateState.CLOSED);
        assertThat(gate.timeRemaining()).isZero();
    }

    @Test
    void countsFromTheSendNotFromTheAnswer() {
        SendTime sent = SendTime.now(clock);
        clock.advance(Duration.ofSeconds(2));
        gate.renewed(sent);
        assertThat(gate.timeRemaining()).isEqualTo(SAFE.minusSeconds(2));
    }

    @Test
    void closesByItselfAtTheDeadlineLessTheDriftBound() {
        gate.renewed(SendTime.now(clock));
        clock.advance(SAFE.minusNanos(1));
        assertThat(gate.isOpen()).isTrue();
        clock.advance(Duration.ofNanos(1));
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void isAtRiskWhenLessThanAThirdIsLeft() {
        gate.renewed(SendTime.now(clock));
        assertThat(gate.state()).isEqualTo(GateState.HELD);
        clock.advance(Duration.ofNanos(gate.nanosToNextState()));
        assertThat(gate.state()).isEqualTo(GateState.AT_RISK);
        clock.advance(Duration.ofNanos(gate.nanosToNextState()));
        assertThat(gate.state()).isEqualTo(GateState.CLOSED);
    }

    @Test
    void anAnswerToAnAnswerThatTookTooLongDoesNotOpenIt() {
        SendTime sent = SendTime.now(clock);
        clock.advance(TTL);
        gate.renewed(sent);
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void anOlderAcknowledgementThatComesLateChangesNothing() {
        SendTime older = SendTime.now(clock);
        clock.advance(Duration.ofSeconds(1));
        SendTime newer = SendTime.now(clock);
        assertThat(gate.renewed(newer)).isTrue();
        assertThat(gate.renewed(older)).isFalse();
        assertThat(gate.renewed(newer)).isFalse();
        assertThat(gate.timeRemaining()).isEqualTo(SAFE);
    }

    @Test
    void anOlderAcknowledgementDoesNotReopenAGateFoundClosed() {
        SendTime older = SendTime.now(clock);
        clock.advance(Duration.ofSeconds(1));
        gate.renewed(SendTime.now(clock));
        clock.jumpWall(TTL);
        assertThat(gate.isOpen()).isFalse();
        clock.jumpWall(TTL.negated());
        gate.renewed(older);
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void aSuspendedMachineFindsItClosedByTheWallClock() {
        gate.renewed(SendTime.now(clock));
        clock.jumpWall(SAFE);
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void aWallClockThatJumpsBackExtendsNothing() {
        gate.renewed(SendTime.now(clock));
        clock.jumpWall(Duration.ofHours(-1));
        assertThat(gate.timeRemaining()).isEqualTo(SAFE);
        clock.advance(SAFE);
        assertThat(gate.isOpen()).isFalse();
    }

    /** Nobody looked at the clocks in between: only the send shows that the wall clock stood ahead. */
    @Test
    void aSendWhileTheWallClockIsSetForwardForAMomentExtendsNothing() {
        clock.advance(Duration.ofSeconds(1));
        clock.jumpWall(Duration.ofHours(1));
        SendTime sent = SendTime.now(clock);
        clock.jumpWall(Duration.ofHours(-1));
        clock.advance(Duration.ofSeconds(1));
        gate.renewed(sent);
        assertThat(gate.timeRemaining()).isEqualTo(SAFE.minusSeconds(1));
        clock.advance(SAFE.minusSeconds(1));
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void onceFoundClosedItStaysClosedThoughTheWallClockIsSetBack() {
        gate.renewed(SendTime.now(clock));
        clock.jumpWall(SAFE);
        assertThat(gate.isOpen()).isFalse();
        clock.jumpWall(SAFE.negated());
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void aSuspendThatWasSeenStillCountsAfterTheWallClockIsSetBack() {
        gate.renewed(SendTime.now(clock));
        clock.jumpWall(Duration.ofSeconds(3));
        gate.observe();
        clock.jumpWall(Duration.ofSeconds(-3));
        assertThat(gate.timeRemaining()).isEqualTo(SAFE.minusSeconds(3));
        clock.advance(SAFE.minusSeconds(3));
        assertThat(gate.isOpen()).isFalse();
    }

    /** The lead of a suspend was once lost in the lag of a wall clock that was set back before it. */
    @Test
    void aWallClockSetBackHidesNoSuspendThatComesAfter() {
        gate.renewed(SendTime.now(clock));
        clock.jumpWall(Duration.ofSeconds(-90));
        gate.observe();
        clock.jumpWall(Duration.ofSeconds(60));
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void everySuspendCountsHoweverOftenTheWallClockIsSetBack() {
        gate.renewed(SendTime.now(clock));
        for (int i = 1; i <= 4; i++) {
            clock.jumpWall(Duration.ofHours(-1));
            assertThat(gate.isOpen()).isTrue();
            clock.jumpWall(Duration.ofSeconds(1));
            assertThat(gate.timeRemaining()).isEqualTo(SAFE.minusSeconds(i));
        }
        clock.jumpWall(Duration.ofHours(-1));
        gate.observe();
        clock.jumpWall(Duration.ofMillis(950));
        assertThat(gate.isOpen()).isFalse();
    }

    /** While a renewal is under way the clocks are looked at as well, and its deadline must take that into account. */
    @Test
    void stepsBetweenTheSendAndTheAnswerCount() {
        gate.renewed(SendTime.now(clock));
        clock.advance(Duration.ofSeconds(1));
        SendTime sent = SendTime.now(clock);
        clock.jumpWall(Duration.ofSeconds(-90));
        gate.observe();
        clock.jumpWall(Duration.ofSeconds(2));
        gate.observe();
        clock.jumpWall(Duration.ofSeconds(-7));
        gate.renewed(sent);
        assertThat(gate.timeRemaining()).isEqualTo(SAFE.minusSeconds(2));
    }

    /** A session's time counts from before the session is requested. */
    @Test
    void stepsBeforeTheGateWasMadeCount() {
        ElapsedTime time = new ElapsedTime(clock);
        SendTime opening = SendTime.now(clock);
        clock.jumpWall(Duration.ofSeconds(-90));
        time.nanos();
        clock.jumpWall(Duration.ofSeconds(60));
        Gate opened = new Gate(time, TTL, 10_000);
        opened.renewed(opening);
        assertThat(opened.isOpen()).isFalse();
    }

    @Test
    void tellsWhetherTheWallClockOrSilenceClosedIt() {
        gate.renewed(SendTime.now(clock));
        clock.jumpWall(Duration.ofSeconds(10));
        assertThat(gate.isShortByWallClock()).isTrue();
        assertThat(gate.wallLead()).isEqualTo(Duration.ofSeconds(10));
        clock.advance(TTL);
        assertThat(gate.isShortByWallClock()).isTrue();
        gate.renewed(SendTime.now(clock));
        assertThat(gate.wallLead()).isZero();
        clock.advance(TTL);
        assertThat(gate.isOpen()).isFalse();
        assertThat(gate.isShortByWallClock()).isFalse();
    }

    @Test
    void lookingOftenCostsNothing() {
        gate.renewed(SendTime.now(clock));
        for (int i = 0; i < 1_000; i++) {
            clock.advance(Duration.ofNanos(1_234_567));
            gate.observe();
        }
        assertThat(gate.timeRemaining()).isEqualTo(SAFE.minusNanos(1_234_567_000L));
    }

    @Test
    void aJumpForwardClosesItEarlyAndTheNextRenewalReopensIt() {
        gate.renewed(SendTime.now(clock));
        clock.jumpWall(Duration.ofDays(1));
        assertThat(gate.isOpen()).isFalse();
        clock.advance(Duration.ofMillis(1));
        gate.renewed(SendTime.now(clock));
        assertThat(gate.timeRemaining()).isEqualTo(SAFE);
    }

    @Test
    void contactRegainedReopensIt() {
        gate.renewed(SendTime.now(clock));
        clock.advance(TTL.multipliedBy(2));
        assertThat(gate.isOpen()).isFalse();
        gate.renewed(SendTime.now(clock));
        assertThat(gate.isOpen()).isTrue();
    }

    @Test
    void closedForGoodStaysClosed() {
        gate.close();
        assertThat(gate.renewed(SendTime.now(clock))).isFalse();
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void closedForGoodAfterARenewalStaysClosed() {
        gate.renewed(SendTime.now(clock));
        gate.close();
        clock.advance(Duration.ofMillis(1));
        gate.observe();
        assertThat(gate.renewed(SendTime.now(clock))).isFalse();
        assertThat(gate.isOpen()).isFalse();
    }

    @Test
    void refusesWhatItCannotKeep() {
        SendTime later = new SendTime(clock.nanoTime() + 1, clock.wallMillis());
        assertThatThrownBy(() -> gate.renewed(later)).hasMessageContaining("ahead of this gate's clock");
        assertThatThrownBy(() -> new Gate(clock, Duration.ZERO, 1)).hasMessageContaining("ttl is PT0S");
        assertThatThrownBy(() -> new Gate(clock, Duration.ofHours(2), 1)).hasMessageContaining("ttl is PT2H");
        assertThatThrownBy(() -> new Gate(clock, TTL, 100_001)).hasMessageContaining("driftBoundPpm is 100001");
        assertThatThrownBy(() -> new Gate((ClientClock) null, TTL, 1)).hasMessageContaining("clock is missing");
    }
}
