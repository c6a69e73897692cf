package io.arbiter.maelstrom.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NodeClockTest {
    /** A true clock that stands still until the test moves it. */
    private long trueNanos = 1_000;

    private final NodeClock clock = new NodeClock(() -> trueNanos, () -> 5_000);

    private void pass(long seconds) {
        trueNanos += TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void isRightUntilItIsToldOtherwise() {
        pass(10);
        assertThat(clock.nanos()).isEqualTo(trueNanos);
        assertThat(clock.wallMillis()).isEqualTo(5_000);
    }

    @Test
    void runsAtItsRateFromThenOnAndNeverJumps() {
        clock.run(10_000, -700);
        long begin = clock.nanos();
        pass(100);
        assertThat(clock.nanos() - begin).isEqualTo(TimeUnit.SECONDS.toNanos(101));
        assertThat(clock.wallMillis()).isEqualTo(4_300);

        long before = clock.nanos();
        clock.run(-10_000, 0);
        assertThat(clock.nanos()).isEqualTo(before);
        pass(100);
        assertThat(clock.nanos() - before).isEqualTo(TimeUnit.SECONDS.toNanos(99));
        assertThat(clock.wallMillis()).isEqualTo(5_000);
    }
}
