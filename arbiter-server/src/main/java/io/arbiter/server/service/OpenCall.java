package io.arbiter.server.service;

import io.arbiter.server.batch.Deadline;
import io.arbiter.server.failure.CallFailure;
import io.arbiter.server.failure.Failures;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import java.util.concurrent.CompletableFuture;

/** A call under way on this node. Always ends with a reply, if need be one that says why there is none. Thread-safe. */
public final class OpenCall {
    private final Call request;
    private final Deadline deadline;
    private final CompletableFuture<Reply> reply = new CompletableFuture<>();
    private final Deadline patience;
    private Attempt attempt;
    private GiveUp givenUp;
    private volatile boolean inDoubt;

    OpenCall(Call request, Deadline deadline, Deadline patience) {
        this.request = request;
        this.deadline = deadline;
        this.patience = patience;
    }

    public Call request() {
        return request;
    }

    /** Completes once, never exceptionally. */
    public CompletableFuture<Reply> reply() {
        return reply;
    }

    /** The caller does not wait any more: a command still queued is withdrawn, a wait leaves the resource's queue. */
    public void abandon() {
        giveUp(GiveUp.ABANDONED);
    }

    Deadline deadline() {
        return deadline;
    }

    /** Until when to look for a leader. */
    Deadline patience() {
        return patience;
    }

    /** An attempt may have been carried out, or may yet be. */
    void leftInDoubt() {
        inDoubt = true;
    }

    /** What the failure of the last attempt means in the light of those before: its "not done" says nothing of them. */
    CallFailure afterAll(CallFailure last) {
        if (!inDoubt) {
            return last;
        }
        return switch (last.reason()) {
            case DEADLINE_EXCEEDED -> Failures.deadlineExceeded(true);
            case NO_LEADER, NOT_LEADER, OVERLOADED, SHUTTING_DOWN -> new CallFailure(Reason.OUTCOME_UNKNOWN,
                    "the session stood in the queue when its leader was lost, and may be granted the lease; ask again "
                            + "(" + last.getMessage() + ")");
            default -> last;
        };
    }

    void carriedBy(Attempt next) {
        GiveUp late;
        synchronized (this) {
            attempt = next;
            late = givenUp;
        }
        if (late != null) {
            next.giveUp().accept(late);
        }
    }

    void giveUp(GiveUp why) {
        Attempt current;
        synchronized (this) {
            if (givenUp != null) {
                return;
            }
            givenUp = why;
            current = attempt;
        }
        if (current != null) {
            current.giveUp().accept(why);
        }
    }

    synchronized boolean isGivenUp() {
        return givenUp != null;
    }
}
