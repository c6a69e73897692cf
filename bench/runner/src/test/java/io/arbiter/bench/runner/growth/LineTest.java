package io.arbiter.bench.runner.growth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.arbiter.bench.runner.growth.Line.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {
    @Test
    void pointsOnALineHaveItsSlopeWithoutError() {
        Line line = Line.through(List.of(new Point(10, 5), new Point(20, 7), new Point(40, 11)))
                .orElseThrow();
        assertThat(line.slope()).isCloseTo(0.2, within(1e-12));
        assertThat(line.error()).isCloseTo(0, within(1e-12));
    }

    /** By hand: mean (1.5, 2), squares of x 5, products 1, squares of y 10, of which the line leaves 9.8. */
    @Test
    void pointsBesideTheLineMakeItsError() {
        Line line = Line.through(List.of(new Point(0, 1), new Point(1, 4), new Point(2, 0), new Point(3, 3)))
                .orElseThrow();
        assertThat(line.slope()).isCloseTo(0.2, within(1e-12));
        assertThat(line.error()).isCloseTo(Math.sqrt(9.8 / 2 / 5), within(1e-12));
    }

    @Test
    void twoPointsSayNothing() {
        assertThat(Line.through(List.of(new Point(0, 1), new Point(1, 4)))).isEmpty();
    }
}
