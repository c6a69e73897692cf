package io.arbiter.chaos.bench.lease;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DriftingClockTest {
    private long now;
    private final DriftingClock clock = new DriftingClock(() -> now);

    private static long seconds(long seconds) {
        return TimeUnit.SECONDS.toNanos(seconds);
    }

    @Test
    void runsAtItsRateFromWhenItWasSetAndNeverBack() {
        now = seconds(10);
        assertThat(clock.nanoTime()).isEqualTo(seconds(10));
        clock.set(10_000, Duration.ZERO);
        now = seconds(110);
        assertThat(clock.nanoTime()).isEqualTo(seconds(111));
        clock.set(-10_000, Duration.ZERO);
        assertThat(clock.nanoTime()).isEqualTo(seconds(111));
        now = seconds(210);
        assertThat(clock.nanoTime()).isEqualTo(seconds(210));
    }

    @Test
    void onlyTheWallClockJumps() {
        long wall = clock.wallMillis();
        clock.set(0, Duration.ofHours(-1));
        assertThat(clock.wallMillis()).isEqualTo(wall - TimeUnit.HOURS.toMillis(1));
        assertThat(clock.nanoTime()).isZero();
        clock.set(0, Duration.ZERO);
        assertThat(clock.wallMillis()).isEqualTo(wall);
    }
}
