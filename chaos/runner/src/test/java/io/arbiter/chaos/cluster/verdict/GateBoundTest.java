package io.arbiter.chaos.cluster.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.check.Verdict;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateBoundTest {
    private static Histories session() {
        return new Histories()
                .call(100, 200, "open", "client", "c", "session", 7L)
                .call(1_000, 1_300, "renew", "client", "c", "session", 7L);
    }

    private static Histories gate(Histories histories, long from, long to) {
        return histories.call(from, to, "gate", "resource", "r", "client", "c", "token", 1L, "session", 7L);
    }

    private static Verdict judge(Histories histories) {
        return new GateBound(Duration.ofSeconds(2)).check(histories.history());
    }

    @Test
    void upToTheTtlAfterTheSend() {
        assertThat(judge(gate(session(), 300, 3_000)).isValid()).isTrue();
        assertThat(judge(gate(session(), 300, 3_001)).isValid()).isFalse();
    }

    @Test
    void theAnswersTimeDoesNotCount() {
        assertThat(judge(gate(session(), 300, 3_250)).summary()).contains("2250 ms after the send");
    }

    @ParameterizedTest
    @CsvSource({"3500, false", "4400, true"})
    void whatWasNotYetAcknowledgedDoesNotCount(long until, boolean valid) {
        Histories slow = session().call(2_500, 4_000, "renew", "client", "c", "session", 7L);
        assertThat(judge(gate(slow, 300, until)).isValid()).isEqualTo(valid);
    }

    @Test
    void anotherSessionsRenewalDoesNotCount() {
        Histories other = session().call(2_500, 2_600, "renew", "client", "d", "session", 8L);
        assertThat(judge(gate(other, 300, 3_500)).isValid()).isFalse();
    }

    @Test
    void nothingAcknowledgedAtAll() {
        assertThat(judge(gate(new Histories(), 300, 400)).summary()).contains("nothing of its session");
    }
}
