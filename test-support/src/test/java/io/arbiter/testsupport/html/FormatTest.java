package io.arbiter.testsupport.html;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 | 0.00 µs",
                "1234 | 1.23 µs",
                "999999 | 1000 µs",
                "1000000 | 1.00 ms",
                "9999000 | 10.0 ms",
                "123456789 | 123 ms",
                "12345678901 | 12.3 s",
                "123456789012 | 123 s",
                "3600000000000 | 60 min"
            })
    void durationsHaveThreeDigits(long nanos, String text) {
        assertThat(Format.duration(nanos)).isEqualTo(text);
    }

    @Test
    void longTextsShowThatTheyWereCut() {
        assertThat(Format.shortened("abcd", 4)).isEqualTo("abcd");
        assertThat(Format.shortened("abcde", 4)).isEqualTo("abc…");
    }
}
