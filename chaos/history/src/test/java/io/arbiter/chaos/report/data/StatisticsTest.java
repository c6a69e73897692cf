package io.arbiter.chaos.report.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatisticsTest {
    @ParameterizedTest
    @CsvSource({"0.5, 2", "0.25, 1", "0.26, 2", "0.75, 3", "0.99, 4", "1, 4", "0, 1"})
    void quantilesAreByNearestRank(double fraction, long expected) {
        assertThat(new Statistics("f", 4, 0, 0, new long[] {1, 2, 3, 4}).quantile(fraction))
                .isEqualTo(expected);
    }

    @Test
    void nothingHasNoQuantile() {
        Statistics nothing = Statistics.of("f", List.of());
        assertThat(nothing.quantileText(0.5)).isEqualTo("–");
        assertThatIllegalStateException().isThrownBy(() -> nothing.quantile(0.5));
    }
}
