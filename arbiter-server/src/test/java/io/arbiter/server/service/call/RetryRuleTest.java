package io.arbiter.server.service.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.server.failure.Reason;
import io.arbiter.v1.AcquireRequest;
import io.arbiter.v1.Call;
import io.arbiter.v1.ReleaseRequest;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;

class RetryRuleTest {
    private static final Call RELEASE =
            Call.newBuilder().setRelease(ReleaseRequest.getDefaultInstance()).build();
    private static final Call WAITING = Call.newBuilder()
            .setAcquire(AcquireRequest.newBuilder().setWait(true))
            .build();

    private static Call forwarded(Call call) {
        return call.toBuilder().setForwarded(true).build();
    }

    @Test
    void whatWasNotDoneForWantOfALeaderIsTriedAgain() {
        assertThat(RetryRule.of(RELEASE, Reason.NO_LEADER)).isEqualTo(RetryRule.SEARCH);
        assertThat(RetryRule.of(forwarded(RELEASE), Reason.NO_LEADER)).isEqualTo(RetryRule.SEARCH);
        assertThat(RetryRule.of(RELEASE, Reason.NOT_LEADER)).isEqualTo(RetryRule.SEARCH);
    }

    @Test
    void aPeerLooksForTheLeaderItself() {
        assertThat(RetryRule.of(forwarded(RELEASE), Reason.NOT_LEADER)).isEqualTo(RetryRule.LEAVE_TO_CALLER);
        assertThat(RetryRule.LEAVE_TO_CALLER.again()).isFalse();
    }

    @Test
    void whatMayHaveBeenDoneIsNotRepeatedUnlessItStandsInAQueue() {
        assertThat(RetryRule.of(RELEASE, Reason.OUTCOME_UNKNOWN)).isEqualTo(RetryRule.ANSWER);
        assertThat(RetryRule.of(WAITING, Reason.OUTCOME_UNKNOWN)).isEqualTo(RetryRule.SEARCH_IN_DOUBT);
    }

    @Test
    void everyOtherReasonIsTheAnswer() {
        var others = EnumSet.complementOf(EnumSet.of(Reason.NO_LEADER, Reason.NOT_LEADER, Reason.OUTCOME_UNKNOWN));
        assertThat(others)
                .allSatisfy(reason -> assertThat(RetryRule.of(WAITING, reason)).isEqualTo(RetryRule.ANSWER));
    }
}
