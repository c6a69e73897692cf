package io.arbiter.server.service.call;

import io.arbiter.core.auth.Principal;
import io.arbiter.server.batch.Deadline;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.ExceptionMapper;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A call under way on this node. Always ends with a reply, if need be one that explains a failure. Thread-safe. */
public final class InFlightCall {
    private final Call request;
    private final Principal caller;
    private final Deadline deadline;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private final Deadline retryDeadline;
    private final List<Runnable> beforeReply = new ArrayList<>();
    private Attempt attempt;
    private CancelReason cancelled;
    private boolean ended;
    private volatile boolean inDoubt;

    InFlightCall(Call request, Principal caller, Deadline deadline, Deadline retryDeadline) {
        this.request = request;
        this.caller = caller;
        this.deadline = deadline;
        this.retryDeadline = retryDeadline;
    }

    public Call request() {
        return request;
    }

    /** Whose call it is, also if a peer forwarded it. */
    Principal caller() {
        return caller;
    }

    /** Completes once, never exceptionally. */
    public CompletableFuture<Reply> reply() {
        return reply;
    }

    /**
     * Frees what the call holds before its caller hears: who asks again upon a reply finds the place free. Not the
     * futures' own order, which runs the last dependent first. At once if the call has been answered meanwhile.
     */
    void beforeReply(Runnable release) {
        synchronized (this) {
            if (!ended) {
                beforeReply.add(release);
                return;
            }
        }
        release.run();
    }

    /** False if it has been answered. */
    boolean complete(Reply answer) {
        synchronized (this) {
            if (ended) {
                return false;
            }
            ended = true;
        }
        beforeReply.forEach(Runnable::run);
        reply.complete(answer);
        return true;
    }

    /** The caller no longer waits: a command still queued is withdrawn, a wait leaves the resource's queue. */
    public void cancel() {
        cancel(CancelReason.CALLER);
    }

    Deadline deadline() {
        return deadline;
    }

    /** Up to which a leader is searched for; not after the deadline. */
    Deadline retryDeadline() {
        return retryDeadline;
    }

    /** An attempt may have been carried out, or may yet be. */
    void leftInDoubt() {
        inDoubt = true;
    }

    /** Weighs the failure of the last attempt with those before: its "not done" says nothing of them. */
    CallException afterAll(CallException last) {
        if (!inDoubt) {
            return last;
        }
        return switch (last.reason()) {
            case DEADLINE_EXCEEDED -> ExceptionMapper.deadlineExceeded(true);
            case NO_LEADER, NOT_LEADER, OVERLOADED, SHUTTING_DOWN ->
                new CallException(
                        Reason.OUTCOME_UNKNOWN,
                        "the session stood in the queue when its leader was lost, and may be granted the lease; ask again "
                                + "(" + last.getMessage() + ")");
            default -> last;
        };
    }

    void setAttempt(Attempt next) {
        CancelReason late;
        synchronized (this) {
            attempt = next;
            late = cancelled;
        }
        if (late != null) {
            next.cancel().accept(late);
        }
    }

    void cancel(CancelReason why) {
        Attempt current;
        synchronized (this) {
            if (cancelled != null) {
                return;
            }
            cancelled = why;
            current = attempt;
        }
        if (current != null) {
            current.cancel().accept(why);
        }
    }

    synchronized boolean isCancelled() {
        return cancelled != null;
    }
}
