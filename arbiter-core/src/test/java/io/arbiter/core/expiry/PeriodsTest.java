package io.arbiter.core.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.core.FakeClock;
import io.arbiter.core.command.Command;
import io.arbiter.core.command.PeriodKind;
import io.arbiter.core.promotion.Period;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A period passes on the clock of whoever leads, from when that replica was told of it; never sooner. */
class PeriodsTest {
    private static final Duration GRACE = Duration.ofSeconds(1);
    private static final Period CONDEMNED = new Period(PeriodKind.CONDEMNATION, 7, 5_050_000_000L);
    private static final Period COOLING = new Period(PeriodKind.COOL_DOWN, 3, 60_000_000_000L);
    private static final Command END = new Command.EndPeriod("orders", PeriodKind.CONDEMNATION, 7);

    private final FakeClock clock = new FakeClock(Long.MAX_VALUE - 3_000_000_000L);
    private final ExpiryTracker tracker = new ExpiryTracker(clock, GRACE);

    private List<Command> dueAfter(long millis) {
        clock.advance(Duration.ofMillis(millis));
        return tracker.due(9);
    }

    @Test
    void itIsDueAfterItsTimeAndNotBefore() {
        tracker.promote();
        tracker.periods("orders", List.of(CONDEMNED));
        assertThat(dueAfter(5_049)).isEmpty();
        assertThat(tracker.remainingNanos("orders", PeriodKind.CONDEMNATION)).hasValue(1_000_000);
        assertThat(dueAfter(1)).containsExactly(END);
        assertThat(dueAfter(999)).as("a lost proposal is repeated, not at once").isEmpty();
        assertThat(dueAfter(1)).containsExactly(END);
    }

    @Test
    void aNewLeaderCountsFromWhenItWasToldAndWaitsForItsGrace() {
        tracker.periods("orders", List.of(CONDEMNED));
        assertThat(dueAfter(5_050)).as("it does not lead").isEmpty();
        tracker.promote();
        assertThat(dueAfter(999)).isEmpty();
        assertThat(dueAfter(1)).containsExactly(END);
    }

    @Test
    void aRestartCountsAnew() {
        tracker.promote();
        tracker.periods("orders", List.of(COOLING));
        clock.advance(Duration.ofSeconds(59));
        tracker.reset();
        tracker.periods("orders", List.of(COOLING));
        assertThat(dueAfter(59_999)).isEmpty();
        assertThat(dueAfter(1)).hasSize(1);
    }

    @Test
    void whatGoesOnIsNotBegunAnewAndWhatIsMissingEnds() {
        tracker.promote();
        tracker.periods("orders", List.of(CONDEMNED));
        clock.advance(Duration.ofSeconds(4));
        tracker.periods("orders", List.of(CONDEMNED, COOLING));
        assertThat(dueAfter(1_050)).containsExactly(END);
        tracker.periods("orders", List.of(COOLING));
        assertThat(tracker.remainingNanos("orders", PeriodKind.CONDEMNATION)).isEmpty();
        assertThat(dueAfter(10_000)).isEmpty();
        tracker.periods("orders", List.of());
        assertThat(dueAfter(100_000)).isEmpty();
    }
}
