package io.arbiter.bench.runner.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ClosedLoopTest {
    private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final List<String> NAMES = List.of("call", ClosedLoop.STEP);

    private final VirtualTime time = new VirtualTime();

    private CompletableFuture<?> call(Timings timings, long nanos) {
        long begun = timings.nanos();
        return time.after(nanos).thenRun(() -> timings.ended("call", begun));
    }

    private Reading play(int callers, Step step) {
        CompletableFuture<Timings> end = ClosedLoop.start(callers, step, new Timings(time, NAMES, SECOND));
        time.run();
        return Reading.of(end.join(), "call");
    }

    @Test
    void eachCallerBeginsTheNextCallWhenTheLastHasEnded() {
        Reading reading = play(8, (caller, timings) -> call(timings, 10 * MILLI));
        assertThat(reading.perSecond()).isEqualTo(8 * 100);
        assertThat(reading.count()).isEqualTo(8 * 100);
        assertThat(reading.micros(50)).isCloseTo(10_000, within(10.0));
        assertThat(reading.micros(99.9)).isCloseTo(10_000, within(10.0));
    }

    @Test
    void whatEndsAfterTheRoundCountsAsALatencyOnly() {
        Reading reading = play(2, (caller, timings) -> call(timings, 700 * MILLI));
        assertThat(reading.perSecond()).isEqualTo(2);
        assertThat(reading.count()).isEqualTo(4);
    }

    @Test
    void partsAreMeasuredFromTheEndOfThePartBefore() {
        CompletableFuture<Timings> end = ClosedLoop.start(
                1,
                (caller, timings) -> call(timings, 3 * MILLI).thenCompose(first -> time.after(7 * MILLI)),
                new Timings(time, NAMES, SECOND));
        time.run();
        assertThat(Reading.of(end.join(), "call").micros(50)).isCloseTo(3_000, within(3.0));
        assertThat(Reading.of(end.join(), ClosedLoop.STEP).micros(50)).isCloseTo(10_000, within(10.0));
        assertThat(Reading.of(end.join(), "call").perSecond()).isEqualTo(100);
    }

    @Test
    void callsThatEndAtOnceDoNotPileUpOnTheStack() {
        var calls = new AtomicInteger();
        ClosedLoop.start(
                        1,
                        (caller, timings) -> {
                            time.pass(1_000);
                            calls.incrementAndGet();
                            return CompletableFuture.completedFuture(null);
                        },
                        new Timings(time, NAMES, SECOND))
                .join();
        assertThat(calls).hasValue(1_000_000);
    }

    @Test
    void aFailureEndsTheRound() {
        var refusal = new IllegalStateException("refused");
        var returned = ClosedLoop.start(
                2,
                (caller, timings) -> caller == 0 ? call(timings, MILLI) : CompletableFuture.failedFuture(refusal),
                new Timings(time, NAMES, SECOND));
        time.run();
        assertThat(returned).failsWithin(Duration.ZERO).withThrowableThat().withCause(refusal);
        var thrown = ClosedLoop.start(
                1,
                (caller, timings) -> {
                    throw refusal;
                },
                new Timings(time, NAMES, SECOND));
        assertThat(thrown).isCompletedExceptionally();
    }

    /** One stall of a tenth of the round: callers at a steady rate meet it a hundred times, not once. */
    @Test
    void whatAStallKeptFromBeingSentIsCounted() {
        var calls = new AtomicInteger();
        Reading reading =
                play(1, (caller, timings) -> call(timings, calls.incrementAndGet() == 500 ? 100 * MILLI : MILLI));
        assertThat(reading.count()).isEqualTo(901);
        assertThat(reading.perSecond()).isEqualTo(901);
        // 900 of 1 ms, and 100, 99, ... 1 ms, the last one a matter of rounding. Uncorrected, even the 99th percentile
        // would be 1 ms.
        assertThat(reading.latencies().getTotalCount()).isBetween(999L, 1_000L);
        assertThat(reading.micros(50)).isCloseTo(1_000, within(1.0));
        assertThat(reading.micros(99)).isCloseTo(90_000, within(1_100.0));
        assertThat(reading.micros(99.9)).isCloseTo(99_000, within(1_100.0));
    }

    @Test
    void aSteadyLoadNeedsNoCorrection() {
        Reading reading = play(4, (caller, timings) -> call(timings, 5 * MILLI));
        assertThat(reading.latencies().getTotalCount()).isEqualTo(reading.count());
    }
}
