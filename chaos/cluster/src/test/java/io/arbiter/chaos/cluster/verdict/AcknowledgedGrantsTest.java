package io.arbiter.chaos.cluster.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.check.Verdict;
import io.arbiter.v1.LeaseInfo;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcknowledgedGrantsTest {
    private static LeaseInfo grant(long token, String holder) {
        return LeaseInfo.newBuilder().setResource("r").setToken(token).setHolder(holder).build();
    }

    private static Verdict judge(LeaseInfo... grants) {
        var told = new Histories().call(1, 2, "acquire", "resource", "r", "client", "c", "token", 5L);
        return new AcknowledgedGrants(List.of(grants)).check(told.history());
    }

    @Test
    void whatWasToldIsThere() {
        assertThat(judge(grant(4, "b"), grant(5, "c")).isValid()).isTrue();
    }

    @Test
    void whatWasToldIsGone() {
        assertThat(judge(grant(4, "b")).isValid()).isFalse();
    }

    @Test
    void whatWasToldWentToAnother() {
        assertThat(judge(grant(5, "b")).isValid()).isFalse();
    }

    @Test
    void tokensGoBack() {
        assertThat(judge(grant(5, "c"), grant(4, "b")).isValid()).isFalse();
    }
}
