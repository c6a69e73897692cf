package io.arbiter.server.members;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.server.consensus.FollowerProgress;
import io.arbiter.server.failure.CallException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Who is not asked to lead, because all writers would wait for it. */
class LeadershipHandoverTest {
    private static FollowerProgress follower(long lag, Duration silence) {
        return new FollowerProgress("us-west", 5, lag, silence);
    }

    @Test
    void whoAnswersAndHasNearlyAllMayLead() {
        assertThatCode(() -> LeadershipHandover.requireUpToDate(follower(1_000, Duration.ofMillis(2_999))))
                .doesNotThrowAnyException();
    }

    @Test
    void whoIsSilentMayNot() {
        assertThatThrownBy(() -> LeadershipHandover.requireUpToDate(follower(0, Duration.ofSeconds(3))))
                .isInstanceOf(CallException.class)
                .hasMessageContaining("us-west did not answer the leader for 3 s");
    }

    @Test
    void whoLagsFarMayNot() {
        assertThatThrownBy(() -> LeadershipHandover.requireUpToDate(follower(1_001, Duration.ZERO)))
                .isInstanceOf(CallException.class)
                .hasMessageContaining("us-west lags by 1001 entries");
    }
}
