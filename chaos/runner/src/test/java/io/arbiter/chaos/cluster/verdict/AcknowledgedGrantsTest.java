package io.arbiter.chaos.cluster.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.check.Verdict;
import io.arbiter.client.model.Grant;
import io.arbiter.client.model.GrantBasis;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class AcknowledgedGrantsTest {
    private static Grant grant(long token, String holder) {
        return new Grant("r", 1, token, GrantBasis.FIRST, token, Instant.EPOCH, holder, "east", OptionalLong.empty());
    }

    private static Verdict judge(Grant... grants) {
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
