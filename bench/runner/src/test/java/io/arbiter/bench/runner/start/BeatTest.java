package io.arbiter.bench.runner.start;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BeatTest {
    /** A pace of 10. */
    @ParameterizedTest
    @CsvSource({"100, 103, 110", "100, 110, 110", "100, 111, 120", "100, 155, 160", "100, 100, 110"})
    void beatsThatAreOverFallOut(long last, long now, long next) {
        assertThat(Beat.next(last, now, 10)).isEqualTo(next);
    }
}
