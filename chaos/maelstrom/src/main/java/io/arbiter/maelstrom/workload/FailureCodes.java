package io.arbiter.maelstrom.workload;

import io.arbiter.maelstrom.wire.ErrorCode;
import io.arbiter.maelstrom.wire.RefusedException;
import io.arbiter.server.failure.Reason;

/**
 * Maelstrom's codes for failed calls. In doubt, whatever the reason, the code is indefinite. Else nothing was done, and
 * the table has a definite code for each reason.
 */
final class FailureCodes {
    private FailureCodes() {}

    static ErrorCode of(Reason reason, boolean inDoubt) {
        if (inDoubt) {
            return reason == Reason.DEADLINE_EXCEEDED ? ErrorCode.TIMEOUT : ErrorCode.CRASH;
        }
        return switch (reason) {
            case INVALID_REQUEST, UNKNOWN_REGION, UNKNOWN_METHOD, MESSAGE_TOO_LARGE -> ErrorCode.MALFORMED_REQUEST;
            case SESSION_UNKNOWN, SESSION_ENDED -> ErrorCode.KEY_DOES_NOT_EXIST;
            case LEASE_HELD,
                    STALE_TOKEN,
                    NOT_HELD,
                    WAIT_CANCELLED,
                    LOCK_DELAY,
                    OUTSIDE_POLICY,
                    CONFINED_TO_REGION,
                    FAILOVER_PAUSED,
                    LEASE_CONDEMNED,
                    PROMOTION_OPEN,
                    NOBODY_WAITS,
                    ALREADY_IN_REGION,
                    REGION_FORBIDDEN,
                    COOLING_DOWN,
                    DATA_LOSS_NOT_ACCEPTED,
                    NOBODY_TO_DRAIN,
                    AUTOMATION_FORBIDDEN,
                    HANDOVER_TARGET_NOT_WAITING,
                    REPEAT_DIFFERS -> ErrorCode.PRECONDITION_FAILED;
            case RECORD_VERSION_MISMATCH, RECORD_SUPERSEDED -> ErrorCode.TXN_CONFLICT;
            case LIMIT_EXCEEDED,
                    RATE_LIMITED,
                    OVERLOADED,
                    NO_LEADER,
                    NOT_LEADER,
                    SHUTTING_DOWN,
                    OUTCOME_UNKNOWN,
                    DEADLINE_EXCEEDED -> ErrorCode.TEMPORARILY_UNAVAILABLE;
            case CANCELLED,
                    CLUSTER_MISMATCH,
                    HISTORY_RESET,
                    HISTORY_COMPACTED,
                    REVISION_AHEAD,
                    WATCHER_TOO_SLOW,
                    PERMISSION_DENIED,
                    ROLE_UNKNOWN,
                    ROLE_BOUND,
                    LOCKS_OUT,
                    STEPS_FORGOTTEN,
                    KEY_NOT_CURRENT,
                    KEY_IN_USE,
                    POLICY_VERSION_MISMATCH,
                    ALREADY_PAUSED,
                    NOT_PAUSED,
                    PAUSES_VERSION_MISMATCH,
                    PROMOTION_UNKNOWN,
                    PROMOTION_SETTLED,
                    MEMBER_UNKNOWN,
                    MEMBER_NOT_WAITING,
                    MEMBER_EXISTS,
                    MEMBER_CHANGE_OPEN,
                    MEMBER_NO_QUORUM,
                    MEMBER_LEADS,
                    LEADERSHIP_NOT_TAKEN,
                    SNAPSHOT_READER_TOO_SLOW,
                    INTERNAL_ERROR -> ErrorCode.ABORT;
        };
    }

    /** Any failure of an operation; an unexpected one is a crash, whose outcome is unknown. */
    static RefusedException refusal(Throwable thrown) {
        Throwable cause = Causes.of(thrown);
        if (cause instanceof RefusedException refusal) {
            return refusal;
        } else if (cause instanceof CallFailedException failed) {
            return new RefusedException(
                    of(failed.reason(), failed.inDoubt()), failed.reason() + ": " + failed.getMessage());
        }
        return new RefusedException(ErrorCode.CRASH, "a bug in this node: " + cause);
    }
}
