package io.arbiter.bench.runner.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.LongUnaryOperator;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class QuantityTest {
    private static final long INTERVAL = 10;
    private static final long DAY = 86_400;
    /** Bytes logged per second, and bytes purged at once: each 160 s. */
    private static final long LOGGED = 50_000;

    private static final long SEGMENT = 160 * LOGGED;

    /** Ten minutes of a log that is purged by the segment, and of the other files on disk by then. */
    private static List<Sample> samples(LongUnaryOperator bytesBesideLog) {
        return LongStream.rangeClosed(0, 60)
                .map(look -> look * INTERVAL)
                .mapToObj(at -> {
                    long logged = at * LOGGED;
                    long logStart = logged / SEGMENT * SEGMENT;
                    Long heap = at % 60 == 0 ? 1_000_000 + logged - logStart : null;
                    return new Sample(
                            at,
                            logged - logStart + bytesBesideLog.applyAsLong(at),
                            1,
                            heap,
                            logged,
                            -1,
                            logStart,
                            true);
                })
                .toList();
    }

    @Test
    void aSawtoothIsNoGrowth() {
        Quantity data = Quantity.of(samples(at -> 1_000_000), Sample::dataBytes);
        assertThat(data)
                .isEqualTo(new Quantity(
                        1_000_000, 1_000_000, 1_000_000 + 150 * LOGGED, 1_000_000 + 120 * LOGGED, 3, 0L, 0L));
    }

    @Test
    void aSlopeBeneathTheSawtoothIsGrowth() {
        Quantity data = Quantity.of(samples(at -> 1_000_000 + 70 * at), Sample::dataBytes);
        assertThat(data.dayGrowth()).isEqualTo(70 * DAY);
        assertThat(data.dayError()).isZero();
    }

    /** Samples before the first purge belong to the start. */
    @Test
    void growthThatEndsBeforeTheFirstPurgeDoesNotCount() {
        Quantity data = Quantity.of(samples(at -> Math.min(at, 100) * 70_000), Sample::dataBytes);
        assertThat(data.dayGrowth()).isZero();
    }

    @Test
    void samplesWithoutAValueAreLeftOut() {
        Quantity heap = Quantity.of(samples(at -> 0), Sample::heapBytes);
        assertThat(heap.cycles()).isEqualTo(3);
        assertThat(heap.first()).isEqualTo(1_000_000);
        assertThat(heap.last()).isEqualTo(1_000_000 + 120 * LOGGED);
    }

    @Test
    void twoCyclesAreTooFew() {
        List<Sample> cut = samples(at -> at).subList(0, 40);
        Quantity data = Quantity.of(cut, Sample::dataBytes);
        assertThat(data.cycles()).isEqualTo(2);
        assertThat(data.dayGrowth()).isNull();
        assertThat(data.dayError()).isNull();
    }
}
