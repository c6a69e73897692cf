package io.arbiter.testsupport.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {
    @ParameterizedTest
    @CsvSource({
        "0, 10, 1",
        "9, 10, 1",
        "10, 10, 2",
        "60, 10, 10",
        "49, 10, 5",
        "9223372036854775807, 100, " + "100000000000000000"
    })
    void stepsAreRound(long range, int most, long step) {
        assertThat(Ticks.step(range, most)).isEqualTo(step);
    }

    @Test
    void ticksAreMultiplesWithinTheRange() {
        assertThat(Ticks.between(11, 40, 10)).containsExactly(20L, 30L, 40L);
        assertThat(Ticks.between(0, 4, 2)).containsExactly(0L, 2L, 4L);
    }

    @ParameterizedTest
    @CsvSource({"10000000000, 5000000000, 10 s", "1500000000, 500000000, 1.5 s", "1234567000, 1000, 1.234567 s"})
    void instantsHaveTheDigitsOfTheStep(long nanos, long step, String text) {
        assertThat(Ticks.instant(nanos, step)).isEqualTo(text);
    }
}
