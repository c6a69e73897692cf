package io.arbiter.chaos.bench.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.chaos.bench.loop.Dice;
import java.time.Duration;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyTest {
    private static DoubleStream millis(String text) {
        var dice = new Dice(5);
        return IntStream.range(0, 10_000).mapToDouble(i -> Latency.parse(text).draw(dice).toNanos() / 1e6);
    }

    @ParameterizedTest
    @CsvSource({"5ms, 5, 5, 5", "uniform:2ms..10ms, 2, 6, 10", "exponential:4ms, 0, 4, 40"})
    void drawsWhatItSays(String text, double least, double mean, double most) {
        assertThat(millis(text).min().orElseThrow()).isBetween(least, least + 0.1);
        assertThat(millis(text).average().orElseThrow()).isBetween(mean * 0.95, mean * 1.05);
        assertThat(millis(text).max().orElseThrow()).isBetween(most * 0.6, most);
    }

    @ParameterizedTest
    @ValueSource(strings = {"constant:5ms", "uniform:0ms..1s", "exponential:2ms", "constant:1.5s"})
    void readsWhatItWrites(String text) {
        assertThat(Latency.parse(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "ms", "uniform:5ms", "constant:1ms..2ms", "normal:5ms", "uniform:5ms..", "-1ms"})
    void refusesWhatItDoesNotKnow(String text) {
        assertThatThrownBy(() -> Latency.parse(text)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 5ms");
    }

    @Test
    void durationsAreReadAsWritten() {
        assertThat(Span.parse("1.5s")).isEqualTo(Duration.ofMillis(1500));
        assertThat(Span.parse("2m")).isEqualTo(Duration.ofMinutes(2));
        for (long millis : new long[] {0, 1, 999, 1_000, 1_500, 61_001}) {
            assertThat(Span.parse(Span.text(Duration.ofMillis(millis)))).isEqualTo(Duration.ofMillis(millis));
        }
    }
}
