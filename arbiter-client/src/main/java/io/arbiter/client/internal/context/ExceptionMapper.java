package io.arbiter.client.internal.context;

import io.arbiter.client.ArbiterException;
import io.arbiter.client.ClusterMismatchException;
import io.arbiter.client.HistoryCompactedException;
import io.arbiter.client.HistoryResetException;
import io.arbiter.client.IndeterminateException;
import io.arbiter.client.InvalidRequestException;
import io.arbiter.client.LeaseHeldException;
import io.arbiter.client.LimitExceededException;
import io.arbiter.client.PermissionDeniedException;
import io.arbiter.client.RecordConflictException;
import io.arbiter.client.RefusedException;
import io.arbiter.client.SessionEndedException;
import io.arbiter.client.StaleLeaseException;
import io.arbiter.client.UnauthenticatedException;
import io.arbiter.client.UnavailableException;
import io.arbiter.client.internal.transport.CallFailedException;
import io.arbiter.client.internal.transport.ClusterBinding;
import io.arbiter.client.internal.transport.Fate;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;

/** Maps the failure of a call to the exception of the API. */
public final class ExceptionMapper {
    private static final Set<String> SESSION_OVER = Set.of("SESSION_UNKNOWN", "SESSION_ENDED", ClusterBinding.MISMATCH);

    private ExceptionMapper() {}

    /** @param changes whether the call could have changed something */
    public static RuntimeException map(Throwable failure, boolean changes) {
        if (failure instanceof CompletionException wrapped && wrapped.getCause() != null) {
            return map(wrapped.getCause(), changes);
        }
        if (failure instanceof CallFailedException failed) {
            return map(failed, changes);
        }
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }

    public static boolean isSessionOver(Throwable failure) {
        return failure instanceof CallFailedException failed && SESSION_OVER.contains(failed.reason());
    }

    /** No node accepts this client, or the other way round: files have to change before asking again is of use. */
    public static boolean isUnauthenticated(Throwable failure) {
        return failure instanceof CallFailedException failed && failed.isUnauthenticated();
    }

    /** Another cluster answers than the one that was asked. */
    public static boolean isOtherCluster(Throwable failure) {
        return failure instanceof CallFailedException failed && failed.reason().equals(ClusterBinding.MISMATCH);
    }

    public static boolean isStale(Throwable failure) {
        return failure instanceof CallFailedException failed
                && (failed.reason().equals("STALE_TOKEN") || failed.reason().equals("NOT_HELD"));
    }

    public static ArbiterException map(CallFailedException failed, boolean changes) {
        String said = failed.getMessage();
        if (changes && mayBeDone(failed)) {
            return new IndeterminateException(
                    "the call may have been carried out, repeating it is safe; last answer: " + said,
                    failed.reason(),
                    failed.metadata(),
                    failed);
        }
        if (failed.isUnauthenticated()) {
            return new UnauthenticatedException(said, failed.reason(), failed.metadata(), failed);
        }
        if (failed.fate() != Fate.REFUSED) {
            return new UnavailableException(
                    "no majority of the nodes answered, and nothing was done: " + said
                            + "; check the endpoints, and that a majority of the nodes runs and is connected",
                    failed.reason(),
                    failed.metadata(),
                    failed);
        }
        return refusal(failed.reason(), said, failed.metadata(), failed);
    }

    /** A refusal after an attempt of unknown outcome proves nothing: the attempt itself may have changed the state. */
    private static boolean mayBeDone(CallFailedException failed) {
        return failed.fate() == Fate.UNKNOWN
                || failed.maybeDoneEarlier() && !failed.reason().equals("INVALID_REQUEST");
    }

    private static ArbiterException refusal(String reason, String said, Map<String, String> metadata, Throwable cause) {
        return switch (reason) {
            case "INVALID_REQUEST", "REVISION_AHEAD" -> new InvalidRequestException(said, reason, metadata, cause);
            case "SESSION_UNKNOWN", "SESSION_ENDED" -> new SessionEndedException(said, reason, metadata, cause);
            case "LEASE_HELD" -> new LeaseHeldException(said, reason, metadata, cause);
            case "STALE_TOKEN", "NOT_HELD" -> new StaleLeaseException(said, reason, metadata, cause);
            case "RECORD_VERSION_MISMATCH", "RECORD_SUPERSEDED" ->
                new RecordConflictException(said, reason, metadata, cause);
            case "LIMIT_EXCEEDED", "OVERLOADED" -> new LimitExceededException(said, reason, metadata, cause);
            case ClusterBinding.MISMATCH -> new ClusterMismatchException(said, reason, metadata, cause);
            case "PERMISSION_DENIED" -> new PermissionDeniedException(said, reason, metadata, cause);
            case "HISTORY_RESET" -> new HistoryResetException(said, reason, metadata, cause);
            case "HISTORY_COMPACTED" -> new HistoryCompactedException(said, reason, metadata, cause);
            default -> new RefusedException(said, reason, metadata, cause);
        };
    }
}
