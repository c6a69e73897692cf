package io.arbiter.chaos.bench.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.chaos.bench.loop.SeededRandom;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LatencyTest {
    private static DoubleStream millis(String text) {
        var dice = new SeededRandom(5);
        return IntStream.range(0, 10_000)
                .mapToDouble(i -> Latency.parse(text).draw(dice).toNanos() / 1e6);
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
        assertThatThrownBy(() -> Latency.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected 5ms");
    }
}
