package io.arbiter.maelstrom.workload;

import io.arbiter.server.batch.Deadline;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.Call;
import io.arbiter.v1.CommitStepsRequest;
import io.arbiter.v1.CommitStepsResponse;
import io.arbiter.v1.OpenSessionRequest;
import io.arbiter.v1.RenewSessionRequest;
import io.arbiter.v1.Step;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * This node's one session for calls with steps: opened when it is first needed, renewed, and opened anew once it is
 * lost. It holds nothing between two calls, so it stands in nobody's way when its node does not answer any more.
 * Thread-safe.
 */
final class NodeSession {
    private static final Duration TTL = Duration.ofSeconds(10);
    private static final Set<Reason> LOST = EnumSet.of(Reason.SESSION_ENDED, Reason.SESSION_UNKNOWN);

    private final Calls calls;
    private final String node;
    private CompletableFuture<Opened> current;
    /** How long the last opening or renewal took. */
    private volatile Duration commitTime = Duration.ZERO;

    private record Opened(long id, StepNumbers numbers) {}

    NodeSession(Calls calls, String node) {
        this.calls = calls;
        this.node = node;
    }

    /** How long one commit took lately; zero before the first. */
    Duration commitTime() {
        return commitTime;
    }

    /** Whether the failure says that the session was lost, before anything was done. */
    static boolean isLost(Throwable failure) {
        return Causes.of(failure) instanceof CallFailedException failed
                && !failed.inDoubt()
                && LOST.contains(failed.reason());
    }

    /** Fails with {@link CallFailedException}. */
    CompletableFuture<CommitStepsResponse> commit(List<Step> steps, Deadline until) {
        return session(until)
                .thenCompose(session -> session.numbers()
                        .begin()
                        .thenCompose(number -> commit(session, number, steps, until)
                                .whenComplete(
                                        (done, failure) -> session.numbers().end(number))));
    }

    private CompletableFuture<CommitStepsResponse> commit(
            Opened session, long number, List<Step> steps, Deadline until) {
        var request = CommitStepsRequest.newBuilder()
                .setSessionId(session.id())
                .setNumber(number)
                .addAllSteps(steps);
        return calls.call(Call.newBuilder().setCommitSteps(request), until)
                .whenComplete((reply, failure) -> forgetIfLost(session, failure))
                .thenApply(reply -> reply.getCommitSteps());
    }

    private synchronized CompletableFuture<Opened> session(Deadline until) {
        if (current == null) {
            var opening = open(until);
            current = opening;
            opening.whenComplete((opened, failure) -> {
                if (failure != null) {
                    forget(opening);
                }
            });
        }
        return current;
    }

    /** A session that nobody learned of is of no consequence: so whatever needed it was certainly not done. */
    private CompletableFuture<Opened> open(Deadline until) {
        String once = UUID.randomUUID().toString();
        var request = OpenSessionRequest.newBuilder()
                .setClientId(once)
                .setIncarnation(once)
                .setHolder(node)
                .setRegion(node)
                .setTtlMillis(TTL.toMillis());
        long begun = System.nanoTime();
        return calls.call(Call.newBuilder().setOpenSession(request), until)
                .<Opened>thenApply(reply -> {
                    commitTime = Duration.ofNanos(System.nanoTime() - begun);
                    var opened = new Opened(reply.getOpenSession().getSessionId(), new StepNumbers());
                    renewal(opened);
                    return opened;
                })
                .exceptionally(failure -> {
                    CallFailedException failed = (CallFailedException) Causes.of(failure);
                    throw new CallFailedException(
                            failed.reason(),
                            false,
                            "nothing was written, for want of a session (" + failed.getMessage() + ")");
                });
    }

    private void renewal(Opened session) {
        calls.timer().schedule(() -> renew(session), TTL.toMillis() / 3, TimeUnit.MILLISECONDS);
    }

    private void renew(Opened session) {
        var request = RenewSessionRequest.newBuilder().setSessionId(session.id());
        long begun = System.nanoTime();
        calls.call(Call.newBuilder().setRenewSession(request), Deadline.after(System::nanoTime, TTL))
                .whenComplete((reply, failure) -> {
                    if (failure == null) {
                        commitTime = Duration.ofNanos(System.nanoTime() - begun);
                    }
                    if (!forgetIfLost(session, failure)) {
                        renewal(session);
                    }
                });
    }

    private boolean forgetIfLost(Opened session, Throwable failure) {
        boolean lost = Causes.of(failure) instanceof CallFailedException failed && LOST.contains(failed.reason());
        if (lost) {
            synchronized (this) {
                if (current != null && current.getNow(null) == session) {
                    current = null;
                }
            }
        }
        return lost;
    }

    private synchronized void forget(CompletableFuture<Opened> opening) {
        if (current == opening) {
            current = null;
        }
    }
}
