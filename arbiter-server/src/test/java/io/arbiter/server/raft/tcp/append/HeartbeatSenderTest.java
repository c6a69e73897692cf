package io.arbiter.server.raft.tcp.append;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeartbeatSenderTest {
    /** As in profile local: half the shortest election timeout, and the longest wait for an answer. */
    private static final long INTERVAL = 500;

    private static final long TIMEOUT = 1_000;

    @Test
    void sleepsUntilTheNextIsDueAlthoughTheAnswerIsStillToCome() {
        assertThat(HeartbeatSender.pauseMillis(0, INTERVAL, TIMEOUT)).isEqualTo(500);
        assertThat(HeartbeatSender.pauseMillis(100, INTERVAL, TIMEOUT)).isEqualTo(400);
    }

    @Test
    void looksOftenAtAHeartbeatThatShouldHaveBeenAnswered() {
        assertThat(HeartbeatSender.pauseMillis(500, INTERVAL, TIMEOUT)).isEqualTo(250);
        assertThat(HeartbeatSender.pauseMillis(5_000, INTERVAL, TIMEOUT)).isEqualTo(250);
    }

    /** The next is due an interval after the answer, at any time, so the sender must not sleep through it. */
    @ParameterizedTest
    @ValueSource(longs = {TIMEOUT, 2 * TIMEOUT})
    void neverSleepsLongerThanAnInterval(long timeout) {
        for (long underWay = 0; underWay < 3 * timeout; underWay++) {
            assertThat(HeartbeatSender.pauseMillis(underWay, INTERVAL, timeout)).isLessThanOrEqualTo(INTERVAL);
        }
    }
}
