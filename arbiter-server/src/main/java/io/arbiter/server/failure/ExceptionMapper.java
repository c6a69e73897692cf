package io.arbiter.server.failure;

import io.arbiter.core.command.InvalidCommandException;
import io.arbiter.server.batch.DeadlinePassedException;
import io.arbiter.server.consensus.LogOverloadedException;
import io.arbiter.server.consensus.NotLeaderException;
import io.arbiter.server.consensus.OutcomeUnknownException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Translates any exception to the failure that the client receives. */
public final class ExceptionMapper {
    private static final Logger LOG = LoggerFactory.getLogger(ExceptionMapper.class);

    private ExceptionMapper() {}

    public static CallException of(Throwable thrown) {
        Throwable cause =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (cause instanceof CallException failure) {
            return failure;
        } else if (cause instanceof InvalidCommandException invalid) {
            return CallException.of(invalid);
        } else if (cause instanceof DeadlinePassedException) {
            return deadlineExceeded(false);
        } else if (cause instanceof CancellationException) {
            return new CallException(Reason.CANCELLED, "the call was given up");
        }
        return ofLog(cause);
    }

    private static CallException ofLog(Throwable cause) {
        if (cause instanceof NotLeaderException) {
            return new CallException(Reason.NO_LEADER, "this node does not lead (any more); nothing was done, retry");
        } else if (cause instanceof LogOverloadedException) {
            return new CallException(Reason.OVERLOADED, cause.getMessage() + "; nothing was done, retry with backoff");
        } else if (cause instanceof OutcomeUnknownException) {
            return new CallException(
                    Reason.OUTCOME_UNKNOWN,
                    "the command was proposed and may or may not be carried out; repeating it is safe");
        }
        LOG.error("a call failed for a reason that the server does not expect", cause);
        return new CallException(Reason.INTERNAL_ERROR, "a bug in the server; its log says more");
    }

    public static CallException deadlineExceeded(boolean proposed) {
        return new CallException(
                Reason.DEADLINE_EXCEEDED,
                proposed
                        ? "the deadline passed while the command was under way; it may be carried out, repeating it is safe"
                        : "the deadline passed before anything was done",
                proposed);
    }
}
