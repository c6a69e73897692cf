package io.arbiter.chaos.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({"0ms, 0", "500ms, 500", "1.5s, 1500", "10s, 10000", "5m, 300000", "8h, 28800000"})
    void areReadInEachUnit(String text, long millis) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "ms", "-1ms", "1.s", "1d"})
    void whatIsNoneIsNamed(String text) {
        assertThatThrownBy(() -> new Durations.Converter().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "' is no duration");
    }

    @Test
    void zeroIsRefusedWhereTimeHasToPass() {
        assertThatThrownBy(() -> new Durations.PositiveConverter().convert("0s"))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("more than 0");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 999, 1_000, 1_500, 61_001})
    void areReadAsWritten(long millis) {
        Duration duration = Duration.ofMillis(millis);
        assertThat(Durations.parse(Durations.text(duration))).isEqualTo(duration);
    }
}
