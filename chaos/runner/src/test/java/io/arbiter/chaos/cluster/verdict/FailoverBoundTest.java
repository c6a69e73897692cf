package io.arbiter.chaos.cluster.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.chaos.check.Verdict;
import io.arbiter.chaos.check.Verdict.Validity;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A TTL of 2 s: without an election the bound is 2,020 ms + 245 ms + 500 ms of allowance. */
class FailoverBoundTest {
    private static final long DEATH = 5_000;

    /** us-east holds the lease, a client in us-west waits for it, us-east dies. */
    private static Histories death(boolean leader) {
        return new Histories()
                .call(1_000, 1_100, "acquire", "resource", "r", "client", "us-east/1.c0", "token", 1L)
                .remark(DEATH, "death", "phase", "begin", "detail", "", "region", "us-east", "leader", leader);
    }

    private static Histories grantedAfter(long millis, Histories histories) {
        return histories.call(2_000, DEATH + millis, "acquire", "resource", "r", "client", "us-west/2.c0", "token", 2L);
    }

    /** The arbiter answers again. */
    private static Histories answeredAfter(long millis, Histories histories) {
        return histories.call(DEATH + 10, DEATH + millis, "holder", "resource", "r", "client", null, "token", null);
    }

    private static Verdict judge(Histories histories) {
        return new FailoverBound(Timing.of(Duration.ofSeconds(2))).check(histories.history());
    }

    @Test
    void withinTheBound() {
        assertThat(judge(grantedAfter(2_765, answeredAfter(100, death(false)))).isValid())
                .isTrue();
    }

    @Test
    void tooLate() {
        Verdict verdict = judge(grantedAfter(2_770, answeredAfter(100, death(false))));
        assertThat(verdict.validity()).isEqualTo(Validity.INVALID);
        assertThat(verdict.summary()).contains("took 2.77 s");
        assertThat(verdict.offending()).hasSize(4);
    }

    @Test
    void never() {
        Histories histories =
                answeredAfter(100, death(false)).open(2_000, "acquire", "resource", "r", "client", "us-west/2.c0");
        assertThat(judge(histories).summary()).contains("never reached");
    }

    @Test
    void anElectionAndItsGraceTakeTheirTime() {
        assertThat(judge(grantedAfter(4_700, answeredAfter(3_000, death(false))))
                        .isValid())
                .isTrue();
        assertThat(judge(grantedAfter(4_800, answeredAfter(3_000, death(false))))
                        .isValid())
                .isFalse();
    }

    @Test
    void aRenewalThatDiedWithTheLeaderIsAppliedByTheNext() {
        assertThat(judge(grantedAfter(5_700, answeredAfter(3_000, death(true)))).isValid())
                .isTrue();
        assertThat(judge(grantedAfter(5_800, answeredAfter(3_000, death(true)))).isValid())
                .isFalse();
    }

    private static Histories stalled(long millis, String region, Histories histories) {
        return histories
                .remark(DEATH + 500, "machine-stall", "phase", "begin", "region", region)
                .remark(DEATH + 500 + millis, "machine-stall", "phase", "end", "region", region);
    }

    @ParameterizedTest
    @CsvSource({"3700, true", "3800, false"})
    void whatTheMachineStalledIsNobodysFault(long millis, boolean valid) {
        Histories histories = stalled(1_000, "us-west", answeredAfter(100, death(false)));
        assertThat(judge(grantedAfter(millis, histories)).isValid()).isEqualTo(valid);
    }

    @ParameterizedTest
    @CsvSource({"3200, true", "3300, false"})
    void theDeadStallNobodyAndOverlapsCountOnce(long millis, boolean valid) {
        Histories histories = stalled(
                500,
                "us-west",
                stalled(500, "eu-central", stalled(3_000, "us-east", answeredAfter(100, death(false)))));
        assertThat(judge(grantedAfter(millis, histories)).isValid()).isEqualTo(valid);
    }

    @Test
    void whatWasLetGoBeforeTheDeathIsNoFailover() {
        Histories released =
                death(false).call(4_000, 4_100, "release", "resource", "r", "client", "us-east/1.c0", "token", 1L);
        assertThat(judge(grantedAfter(20_000, released)).summary()).startsWith("0 leases");
    }

    @Test
    void whoDidNotWaitIsNotOwedAnything() {
        Histories later = answeredAfter(100, death(false))
                .call(DEATH + 1, DEATH + 20_000, "acquire", "resource", "r", "client", "us-west/2.c0", "token", 2L);
        assertThat(judge(later).summary()).startsWith("0 leases");
    }
}
