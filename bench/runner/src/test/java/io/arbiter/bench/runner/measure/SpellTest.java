package io.arbiter.bench.runner.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpellTest {
    private static final Spell SPELL = new Spell(10, 20);

    @ParameterizedTest
    @CsvSource({"0, 9, false", "0, 10, true", "12, 13, true", "0, 99, true", "20, 30, true", "21, 30, false"})
    void twoMeetIfTheyHaveAnInstantInCommon(long begin, long end, boolean meets) {
        var other = new Spell(begin, end);
        assertThat(SPELL.meets(other)).isEqualTo(meets);
        assertThat(other.meets(SPELL)).isEqualTo(meets);
        assertThat(SPELL.those(List.of(SPELL, other))).contains(SPELL).hasSize(meets ? 2 : 1);
        assertThat(SPELL.meetsAny(List.of(new Spell(100, 101), other))).isEqualTo(meets);
    }

    @ParameterizedTest
    @CsvSource({"0, 5, 10", "0, 12, 8", "12, 15, 7", "18, 30, 8", "0, 30, 0", "25, 30, 10"})
    void whatAnotherCoversIsNotOutside(long begin, long end, long outside) {
        assertThat(SPELL.nanosOutside(List.of(new Spell(begin, end)))).isEqualTo(outside);
    }

    @Test
    void whatTwoCoverCountsOnce() {
        assertThat(SPELL.nanosOutside(List.of(new Spell(17, 18), new Spell(11, 16), new Spell(13, 14))))
                .isEqualTo(4);
    }

    @Test
    void itCanBeWidened() {
        assertThat(SPELL.widened(Duration.ofNanos(3), Duration.ofNanos(4))).isEqualTo(new Spell(7, 24));
    }
}
