package io.arbiter.bench.runner.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.arbiter.bench.runner.measure.Latencies;
import io.arbiter.bench.runner.measure.Spell;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HoldTest {
    private static final Duration PACE = Duration.ofMillis(10);
    private static final List<Spell> WRITINGS = List.of(millis(1_000, 2_000), millis(5_000, 6_000));

    private static Spell millis(long begin, long end) {
        return new Spell(begin * 1_000_000, end * 1_000_000);
    }

    /** One cycle of 1 ms in each 10 ms of ten seconds, but for those that start then. */
    private static List<Spell> cycles(long from, long to) {
        List<Spell> cycles = new ArrayList<>();
        for (long at = 0; at < 10_000; at += 10) {
            if (at < from || at >= to) {
                cycles.add(millis(at, at + 1));
            }
        }
        return cycles;
    }

    private static Hold.Both both(List<Spell> cycles) {
        return Hold.Both.of(cycles, List.of(millis(1_500, 1_507), millis(3_000, 3_009)), WRITINGS, PACE);
    }

    /** The first writing with its margins is from 950 to 2,250 ms: the cycles that start then make 131. */
    @Test
    void cyclesAndStopsCountWhereTheyMeetAWriting() {
        Hold.Both both = both(cycles(0, 0));
        assertThat(both.writing().cycles().count()).isEqualTo(2 * 131);
        assertThat(both.calm().cycles().count()).isEqualTo(1_000 - 2 * 131);
        assertThat(both.writing().longestStopMs()).isEqualTo(7);
        assertThat(both.calm().longestStopMs()).isEqualTo(9);
    }

    /** Of the 8 ms that it took, all but one were the server's. */
    @Test
    void whatAStopTookIsTold() {
        Hold.Both both = both(List.of(millis(1_500, 1_508), millis(1_600, 1_602)));
        assertThat(both.writing().cycles().longestMs()).isEqualTo(8);
        assertThat(both.writing().longestBesideStopsMs()).isEqualTo(2);
    }

    @Test
    void aWaitThatReachesIntoAWritingIsOfIt() {
        List<Spell> cycles = cycles(4_850, 5_000);
        cycles.add(millis(4_850, 5_000));
        assertThat(both(cycles).writing().cycles().longestMs()).isEqualTo(150);
        assertThat(both(cycles).writing().cycles().over100Ms()).isEqualTo(1);
        assertThat(both(cycles).calm().cycles().longestMs()).isEqualTo(1);
        assertThat(both(cycles).longCycles()).containsExactly(new LongCycle(150, 150, -150.0));
    }

    /** Callers at the pace would have waited 150, 140, 130 ms and so on. */
    @Test
    void whatFellOutCountsInThePercentiles() {
        List<Spell> cycles = List.of(millis(1_000, 1_150), millis(1_150, 1_151));
        Latencies writing = both(cycles).writing().cycles();
        assertThat(writing.count()).isEqualTo(2);
        assertThat(writing.p50Ms()).isCloseTo(70, within(0.1));
        assertThat(writing.longestMs()).isEqualTo(150);
    }

    @Test
    void withoutCyclesThereIsNothingToTell() {
        assertThat(both(List.of()).calm().cycles()).isEqualTo(new Latencies(0, 0, 0, 0, 0, 0));
    }
}
