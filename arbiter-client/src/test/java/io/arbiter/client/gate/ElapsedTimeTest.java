package io.arbiter.client.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares two clocks, of which either may be wrong, with the time that has truly passed. */
class ElapsedTimeTest {
    private static final int SEEDS = 2_000;

    /** Suspends and steps of either direction in any order, each followed by a look. */
    @Test
    void neverCountsLessThanWhatHasPassed() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            FakeClock clock = new FakeClock();
            ElapsedTime time = new ElapsedTime(clock);
            Duration passed = Duration.ZERO;
            for (int i = 0; i < 40; i++) {
                Duration some = Duration.ofMillis(20 + random.nextInt(100_000));
                switch (random.nextInt(4)) {
                    case 0 -> {
                        clock.advance(some);
                        passed = passed.plus(some);
                    }
                    case 1 -> {
                        clock.jumpWall(some);
                        passed = passed.plus(some);
                    }
                    case 2 -> clock.jumpWall(some.negated());
                    default -> clock.jumpWall(some.multipliedBy(40));
                }
                assertThat(time.nanos()).as("seed %d, step %d", seed, i).isGreaterThanOrEqualTo(passed.toNanos());
            }
        }
    }

    /** Steps of the wall clock that nobody looks at, with an instant noted somewhere among them. */
    @Test
    void noInstantIsTakenForYoungerThanByTheMonotonicClock() {
        for (int seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            FakeClock clock = new FakeClock();
            ElapsedTime time = new ElapsedTime(clock);
            SendTime noted = SendTime.now(clock);
            int at = random.nextInt(10);
            for (int i = 0; i < 10; i++) {
                clock.advance(Duration.ofMillis(random.nextInt(1_000)));
                clock.jumpWall(Duration.ofMillis(random.nextInt(200_000) - 100_000));
                noted = i == at ? SendTime.now(clock) : noted;
                if (random.nextInt(4) == 0) {
                    time.nanos();
                }
            }
            assertThat(time.nanos() - time.nanosAt(noted))
                    .as("seed %d", seed)
                    .isGreaterThanOrEqualTo(clock.nanoTime() - noted.nanos());
        }
    }

    /** A request sent before more steps than are remembered does not count as recent. */
    @Test
    void anInstantBeforeWhatIsRememberedCountsAsLongAgo() {
        FakeClock clock = new FakeClock();
        ElapsedTime time = new ElapsedTime(clock);
        SendTime sent = SendTime.now(clock);
        for (int i = 0; i < 200; i++) {
            clock.advance(Duration.ofMillis(1));
            clock.jumpWall(Duration.ofSeconds(-1));
            time.nanos();
        }
        assertThat(time.nanos() - time.nanosAt(sent))
                .isGreaterThan(Duration.ofDays(1).toNanos());
        assertThat(time.nanos() - time.nanosAt(SendTime.now(clock))).isZero();
    }

    /** A clock set to the end of time and back overflows nothing. */
    @Test
    void stepsOfAnySizeAreCarried() {
        FakeClock clock = new FakeClock();
        ElapsedTime time = new ElapsedTime(clock);
        long before = time.nanos();
        for (int i = 0; i < 3; i++) {
            clock.jumpWall(Duration.ofDays(3_000));
            assertThat(time.nanos() - before).isGreaterThan(Duration.ofHours(1).toNanos());
            before = time.nanos();
            clock.jumpWall(Duration.ofDays(-3_000));
            assertThat(time.nanos() - before).isZero();
        }
    }

    @Test
    void countsOneStepOnceHoweverManyThreadsSeeIt() throws InterruptedException {
        FakeClock clock = new FakeClock();
        ElapsedTime time = new ElapsedTime(clock);
        for (int round = 1; round <= 100; round++) {
            clock.jumpWall(Duration.ofSeconds(1));
            Thread[] lookers = new Thread[4];
            for (int i = 0; i < lookers.length; i++) {
                lookers[i] = new Thread(time::nanos);
                lookers[i].start();
            }
            for (Thread looker : lookers) {
                looker.join();
            }
            assertThat(time.nanos()).isEqualTo(Duration.ofSeconds(round).toNanos());
        }
    }
}
