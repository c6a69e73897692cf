package io.arbiter.core.expiry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Random renewals, leader changes, restarts and lost proposals: nobody is expired early, nobody overdue is left alone.
 * A failure names its seed: {@code -Dseed=N} replays it.
 */
class RandomSilenceTest {
    @Test
    void silenceIsMeasuredFairlyThroughLeaderChanges() {
        Long replay = Long.getLong("seed");
        if (replay != null) {
            play(replay);
            return;
        }
        long expired = LongStream.range(0, 2_000).map(RandomSilenceTest::play).sum();
        assertThat(expired).as("a run without expiries proves nothing").isGreaterThan(10_000);
    }

    private static long play(long seed) {
        try {
            return new SilenceRun(seed).play();
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError("seed " + seed + " (replay with -Dseed=" + seed + "): " + e.getMessage(), e);
        }
    }
}
