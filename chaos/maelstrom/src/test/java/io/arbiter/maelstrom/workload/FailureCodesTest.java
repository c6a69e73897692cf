package io.arbiter.maelstrom.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.arbiter.maelstrom.wire.ErrorCode;
import io.arbiter.maelstrom.wire.RefusedException;
import io.arbiter.server.failure.Reason;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureCodesTest {
    @ParameterizedTest
    @EnumSource(Reason.class)
    void doubtIsToldAsDoubtAndNothingElseIs(Reason reason) {
        assertThat(FailureCodes.of(reason, true).definite()).isFalse();
        assertThat(FailureCodes.of(reason, false).definite()).isTrue();
    }

    @Test
    void codesAreMaelstroms() {
        assertThat(FailureCodes.of(Reason.DEADLINE_EXCEEDED, true).number()).isZero();
        assertThat(FailureCodes.of(Reason.NO_LEADER, false).number()).isEqualTo(11);
        assertThat(FailureCodes.of(Reason.INVALID_REQUEST, false).number()).isEqualTo(12);
        assertThat(FailureCodes.of(Reason.OUTCOME_UNKNOWN, true).number()).isEqualTo(13);
        assertThat(FailureCodes.of(Reason.SESSION_ENDED, false).number()).isEqualTo(20);
        assertThat(FailureCodes.of(Reason.LEASE_HELD, false).number()).isEqualTo(22);
        assertThat(FailureCodes.of(Reason.RECORD_VERSION_MISMATCH, false).number())
                .isEqualTo(30);
        assertThat(Set.of(ErrorCode.TIMEOUT, ErrorCode.CRASH)).noneMatch(ErrorCode::definite);
    }

    @Test
    void whatNobodyExpectedIsACrash() {
        assertThat(FailureCodes.refusal(new IllegalStateException("x")).code()).isEqualTo(ErrorCode.CRASH);
        var wrapped = new CompletionException(new RefusedException(ErrorCode.ABORT, "x"));
        assertThat(FailureCodes.refusal(wrapped).code()).isEqualTo(ErrorCode.ABORT);
    }
}
