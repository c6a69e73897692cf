package io.arbiter.client;

import io.arbiter.client.transport.CallFailedException;
import io.arbiter.client.transport.Fate;
import java.util.Map;
import java.util.concurrent.CompletionException;

/** Says in the caller's words why a call failed. */
final class Errors {

    private Errors() {
    }

    /** @param changes whether the call could have changed something */
    static RuntimeException of(Throwable failure, boolean changes) {
        if (failure instanceof CompletionException wrapped && wrapped.getCause() != null) {
            return of(wrapped.getCause(), changes);
        }
        if (failure instanceof CallFailedException failed) {
            return of(failed, changes);
        }
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }

    static boolean isSessionOver(Throwable failure) {
        return failure instanceof CallFailedException failed
                && (failed.reason().equals("SESSION_UNKNOWN") || failed.reason().equals("SESSION_ENDED"));
    }

    static boolean isStale(Throwable failure) {
        return failure instanceof CallFailedException failed
                && (failed.reason().equals("STALE_TOKEN") || failed.reason().equals("NOT_HELD"));
    }

    static ArbiterException of(CallFailedException failed, boolean changes) {
        String said = failed.getMessage();
        if (changes && mayBeDone(failed)) {
            return new IndeterminateException(
                    "the call may have been carried out, repeating it is safe; last answer: "
                    + said, failed.reason(), failed.facts(), failed);
        }
        if (failed.fate() != Fate.REFUSED) {
            return new UnavailableException("nothing was done before the deadline; last answer: " + said
                    + "; check the endpoints and that a majority of the nodes runs", failed.reason(),
                    failed.facts(), failed);
        }
        return refusal(failed.reason(), said, failed.facts(), failed);
    }

    /**
     * A refusal after an attempt of unknown fate proves nothing: that attempt may have been what changed the
     * state.
     */
    private static boolean mayBeDone(CallFailedException failed) {
        return failed.fate() == Fate.UNKNOWN
                || failed.maybeDoneEarlier() && !failed.reason().equals("INVALID_REQUEST");
    }

    private static ArbiterException refusal(String reason, String said, Map<String, String> facts,
            Throwable cause) {
        return switch (reason) {
            case "INVALID_REQUEST", "REVISION_AHEAD" ->
                    new InvalidRequestException(said, reason, facts, cause);
            case "SESSION_UNKNOWN", "SESSION_ENDED" -> new SessionEndedException(said, reason, facts, cause);
            case "LEASE_HELD" -> new LeaseHeldException(said, reason, facts, cause);
            case "STALE_TOKEN", "NOT_HELD" -> new StaleLeaseException(said, reason, facts, cause);
            case "RECORD_VERSION_MISMATCH", "RECORD_SUPERSEDED" ->
                    new RecordConflictException(said, reason, facts, cause);
            case "TOO_MANY", "OVERLOADED" -> new LimitExceededException(said, reason, facts, cause);
            case "HISTORY_COMPACTED" -> new HistoryCompactedException(said, reason, facts, cause);
            default -> new RefusedException(said, reason, facts, cause);
        };
    }
}
