package io.arbiter.chaos.report.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ScaleTest {
    @Test
    void linearIsTrueToTimeAndEndsAtTheEdges() {
        Scale scale = Scale.linear(new Window(1000, 2000, ""));
        assertThat(List.of(0L, 1000L, 1250L, 2000L, 9000L))
                .extracting(scale::percent)
                .containsExactly(0.0, 0.0, 25.0, 100.0, 100.0);
    }

    @Test
    void ordinalIsTrueToOrder() {
        Scale scale = Scale.ordinal(List.of(5_000_000L, 1L, 2L, 2L));
        assertThat(List.of(0L, 1L, 2L, 5_000_000L, 6_000_000L))
                .extracting(time -> Math.round(scale.percent(time)))
                .containsExactly(0L, 17L, 50L, 83L, 100L);
        assertThat(scale.ticks()).hasSize(3);
    }
}
