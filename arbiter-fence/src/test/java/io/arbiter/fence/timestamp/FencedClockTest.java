package io.arbiter.fence.timestamp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.fence.StaleTokenException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FencedClockTest {
    private static final long NOON = Instant.parse("2026-12-01T12:00:00Z").toEpochMilli();
    private static final Duration MAX_LEAD = Duration.ofSeconds(10);

    private long wall = NOON;

    /** Holders one after the other, whose clocks are hours apart and step to and fro. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void successiveHoldersWritesKeepTheirOrderWhateverTheClocksSay(long seed) {
        Random random = new Random(seed);
        List<FencedTimestamp> written = new ArrayList<>();
        long token = 0;
        for (int holder = 0; holder < 50; holder++) {
            token += 1 + random.nextInt(3);
            long skew = Duration.ofHours(random.nextInt(-12, 13)).toMillis();
            FencedClock clock = clock(token);
            for (int write = random.nextInt(100); write > 0; write--) {
                wall = NOON + skew + random.nextLong(MAX_LEAD.toMillis());
                written.add(clock.next());
            }
        }
        List<FencedTimestamp> merged = new ArrayList<>(written);
        Collections.shuffle(merged, random);
        Collections.sort(merged);
        assertThat(merged).isEqualTo(written).doesNotHaveDuplicates();
    }

    /** Processes of one holder that read each other's writes: what was read comes before what is written next. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatWasReadComesBeforeWhatIsWrittenNext(long seed) {
        Random random = new Random(seed);
        List<FencedClock> processes = List.of(clock(7), clock(7), clock(7));
        FencedTimestamp last = processes.get(0).next();
        for (int i = 0; i < 1_000; i++) {
            wall = NOON + random.nextLong(MAX_LEAD.toMillis());
            FencedClock process = processes.get(random.nextInt(3));
            process.observe(last);
            FencedTimestamp next = process.next();
            assertThat(next).isGreaterThan(last);
            last = next;
        }
    }

    @Test
    void itFollowsTheWallClock() {
        FencedClock clock = clock(7);
        assertThat(clock.next()).isEqualTo(new FencedTimestamp(7, NOON, 0));
        assertThat(clock.next()).isEqualTo(new FencedTimestamp(7, NOON, 1));
        wall += 5;
        assertThat(clock.next()).isEqualTo(new FencedTimestamp(7, NOON + 5, 0));
    }

    @Test
    void aMillisecondThatIsFullGoesOnInTheNext() {
        FencedClock clock = clock(7);
        clock.observe(new FencedTimestamp(7, NOON, FencedTimestamp.MAX_COUNT));
        assertThat(clock.next()).isEqualTo(new FencedTimestamp(7, NOON + 1, 0));
    }

    @Test
    void aWallClockSetBackStopsStampsOnlyBeyondTheBound() {
        FencedClock clock = clock(7);
        FencedTimestamp before = clock.next();
        wall -= MAX_LEAD.toMillis();
        assertThat(clock.next()).isGreaterThan(before);
        wall -= 1;
        assertThatThrownBy(clock::next)
                .isInstanceOfSatisfying(ClockLeadException.class, refused -> {
                    assertThat(refused.lead()).isEqualTo(MAX_LEAD.plusMillis(1));
                    assertThat(refused.maxLead()).isEqualTo(MAX_LEAD);
                })
                .hasMessageContaining("'orders' under token 7")
                .hasMessageContaining("PT10.001S ahead")
                .hasMessageContaining("at most PT10S");
        wall += 1;
        assertThat(clock.next()).isEqualTo(new FencedTimestamp(7, NOON, 2));
        wall -= Duration.ofHours(5).toMillis();
        assertThat(clock(8).next()).isGreaterThan(before);
    }

    /** Without the bound, one machine whose clock is years ahead would drag all others along for ever. */
    @Test
    void aStampFarAheadIsNotObserved() {
        FencedClock clock = clock(7);
        FencedTimestamp far = new FencedTimestamp(7, NOON + MAX_LEAD.toMillis() + 1, 0);
        assertThatThrownBy(() -> clock.observe(far)).isInstanceOf(ClockLeadException.class);
        assertThat(clock.next()).isEqualTo(new FencedTimestamp(7, NOON, 0));
    }

    @Test
    void stampsAskedForFasterThanTimePassesAreBoundedToo() {
        FencedClock clock = new FencedClock("orders", 7, Duration.ofMillis(1), () -> Instant.ofEpochMilli(wall));
        for (int i = 0; i < 2 << 16; i++) {
            clock.next();
        }
        assertThatThrownBy(clock::next).isInstanceOf(ClockLeadException.class);
    }

    @Test
    void aLaterHoldersStampEndsThisOne() {
        FencedClock clock = clock(7);
        FencedTimestamp later = new FencedTimestamp(9, 0, 0);
        assertThatThrownBy(() -> clock.observe(later)).isInstanceOfSatisfying(StaleTokenException.class, stale -> {
            assertThat(stale.resource()).isEqualTo("orders");
            assertThat(stale.presented()).isEqualTo(7);
            assertThat(stale.highest()).isEqualTo(9);
        });
    }

    /** Whatever an earlier holder's clock said: this holder's stamps are later already, and follow its own clock. */
    @Test
    void anEarlierHoldersStampMovesNothing() {
        FencedClock clock = clock(7);
        clock.observe(new FencedTimestamp(6, FencedTimestamp.MAX_MILLIS, 5));
        assertThat(clock.next()).isEqualTo(new FencedTimestamp(7, NOON, 0));
    }

    @Test
    void aClockOutsideOfItsRangeIsNamed() {
        wall = -1;
        assertThatThrownBy(clock(7)::next).hasMessageContaining("1969-12-31").hasMessageContaining("set it right");
        wall = FencedTimestamp.MAX_MILLIS;
        assertThatThrownBy(clock(7)::next).hasMessageContaining("6429");
    }

    @Test
    void argumentsOutOfBoundsAreRefused() {
        assertThatThrownBy(() -> new FencedClock("", 1)).hasMessageContaining("resource is empty");
        assertThatThrownBy(() -> new FencedClock("orders", 0)).hasMessageContaining("token must be at least 1");
        assertThatThrownBy(() -> new FencedClock("orders", 1, Duration.ofMillis(-1), Instant::now))
                .hasMessageContaining("maxLead must be 0 to 365 days");
    }

    @Test
    void threadsNeverGetTheSameStamp() throws Exception {
        FencedClock clock = new FencedClock("orders", 7);
        CountDownLatch start = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<FencedTimestamp>>> all = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                all.add(threads.submit(() -> {
                    start.await();
                    List<FencedTimestamp> stamps = new ArrayList<>();
                    for (int j = 0; j < 10_000; j++) {
                        stamps.add(clock.next());
                    }
                    return stamps;
                }));
            }
            start.countDown();
            Set<FencedTimestamp> distinct = new HashSet<>();
            for (Future<List<FencedTimestamp>> stamps : all) {
                assertThat(stamps.get()).isSorted();
                distinct.addAll(stamps.get());
            }
            assertThat(distinct).hasSize(40_000);
        } finally {
            threads.shutdownNow();
        }
    }

    private FencedClock clock(long token) {
        return new FencedClock("orders", token, MAX_LEAD, () -> Instant.ofEpochMilli(wall));
    }
}
