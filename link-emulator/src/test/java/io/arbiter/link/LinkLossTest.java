package io.arbiter.link;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LinkLossTest {
    private static final int DRAWS = 10_000;
    private static final LinkShape LOSSY = new LinkShape(Duration.ofMillis(50), Duration.ZERO, 0, 0.1);
    private static final long TIMEOUT_NANOS = Duration.ofMillis(300).toNanos();

    @Test
    void whatIsLostComesOneTimeoutLateAndTheNextTwice() {
        long[] delays = draw(LOSSY, 1);
        assertThat(LongStream.of(delays).distinct().sorted().limit(3))
                .containsExactly(0L, TIMEOUT_NANOS, 3 * TIMEOUT_NANOS);
    }

    @Test
    void asManyAreLateAsAreLost() {
        assertThat(late(draw(LOSSY, 1))).isBetween(DRAWS / 13, DRAWS / 8);
        assertThat(late(draw(LOSSY, 100_000)))
                .as("of 70 segments one is nearly always lost")
                .isGreaterThan(DRAWS * 99 / 100);
        assertThat(late(draw(LOSSY.withLoss(0), 100_000))).isZero();
    }

    @Test
    void theWorstLossEnds() {
        assertThat(LongStream.of(draw(LOSSY.withLoss(0.9), 1)).max().orElseThrow())
                .isEqualTo(63 * TIMEOUT_NANOS);
        assertThatThrownBy(() -> LOSSY.withLoss(0.91)).hasMessageContaining("loss is 0.91: expected 0 to 0.9");
        assertThatThrownBy(() -> LOSSY.withLoss(Double.NaN)).hasMessageContaining("loss is NaN");
    }

    @Test
    void everythingArrivesInOrderAllTheSame() throws IOException {
        try (LinkFixture fixture = new LinkFixture()) {
            fixture.there().reshape(LinkShape.NONE.withLoss(0.05));
            try (Socket socket = fixture.connect()) {
                for (int value = 0; value < 20; value++) {
                    socket.getOutputStream().write(value);
                }
                for (int value = 0; value < 20; value++) {
                    assertThat(socket.getInputStream().read()).isEqualTo(value);
                }
            }
        }
    }

    private static long[] draw(LinkShape shape, int bytes) {
        SplittableRandom random = new SplittableRandom(7);
        return LongStream.range(0, DRAWS)
                .map(i -> Retransmission.delayNanos(shape, bytes, random))
                .toArray();
    }

    private static int late(long[] delays) {
        return (int) LongStream.of(delays).filter(delay -> delay > 0).count();
    }
}
