package io.arbiter.server.raft.tcp;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PulseTest {
    /** As in profile local: half the shortest election timeout, and the longest wait for an answer. */
    private static final long INTERVAL = 500;
    private static final long TIMEOUT = 1_000;

    @Test
    void sleepsUntilTheNextIsDueAlthoughTheAnswerIsStillToCome() {
        assertThat(Pulse.pauseMillis(0, INTERVAL, TIMEOUT)).isEqualTo(500);
        assertThat(Pulse.pauseMillis(100, INTERVAL, TIMEOUT)).isEqualTo(400);
    }

    @Test
    void looksOftenAtAHeartbeatThatShouldHaveBeenAnswered() {
        assertThat(Pulse.pauseMillis(500, INTERVAL, TIMEOUT)).isEqualTo(250);
        assertThat(Pulse.pauseMillis(5_000, INTERVAL, TIMEOUT)).isEqualTo(250);
    }

    /** The next is due an interval after the answer, whenever that came: so it is not slept through. */
    @ParameterizedTest
    @ValueSource(longs = {TIMEOUT, 2 * TIMEOUT})
    void neverSleepsLongerThanAnInterval(long timeout) {
        for (long underWay = 0; underWay < 3 * timeout; underWay++) {
            assertThat(Pulse.pauseMillis(underWay, INTERVAL, timeout)).isLessThanOrEqualTo(INTERVAL);
        }
    }
}
