package io.arbiter.chaos.arguments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class SeedRangeTest {
    private static SeedRange convert(String text) {
        return new SeedRange.Converter().convert(text);
    }

    @Test
    void isOneSeedOrAll() {
        assertThat(convert("7")).isEqualTo(new SeedRange(7, 7));
        assertThat(convert("1..100").stream().count()).isEqualTo(100);
    }

    @Test
    void hasPartsThatCoverItOnce() {
        assertThat(new SeedRange(3, 9).parts(3))
                .containsExactly(new SeedRange(3, 5), new SeedRange(6, 8), new SeedRange(9, 9));
        assertThat(new SeedRange(7, 7).parts(3)).containsExactly(new SeedRange(7, 7));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "9..3", "1..", "-1"})
    void whatIsNoneIsNamed(String text) {
        assertThatThrownBy(() -> convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("'" + text + "' is no range of seeds");
    }
}
