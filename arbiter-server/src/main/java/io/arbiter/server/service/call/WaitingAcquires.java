package io.arbiter.server.service.call;

import io.arbiter.core.command.Command;
import io.arbiter.core.event.Event;
import io.arbiter.core.event.Lease;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.policy.Policies;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.server.failure.RefusalFailures;
import io.arbiter.server.replica.AppliedCommand;
import io.arbiter.server.replica.ReplicaListener;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The calls that wait on this leader for a grant. A wait is added on the applying thread, as the outcome of its
 * command, so no grant can slip in between; a command applied later ends it. One session waits once for a resource: a
 * newer attempt takes the place of the older one. Thread-safe; calls are answered without the lock.
 */
final class WaitingAcquires implements ReplicaListener {
    private final Map<Long, Map<String, WaitingAcquire>> bySession = new HashMap<>();
    private final Supplier<Policies> policies;
    private boolean leading;
    private int count;

    /** @param policies those in force */
    WaitingAcquires(Supplier<Policies> policies) {
        this.policies = policies;
    }

    /** Must be called on the applying thread, for an outcome {@code WaitQueued}. */
    void add(WaitingAcquire wait) {
        boolean accepted;
        WaitingAcquire older = null;
        synchronized (this) {
            accepted = leading;
            if (accepted) {
                older = put(wait);
            }
        }
        if (older != null) {
            fail(
                    older,
                    new CallException(
                            Reason.WAIT_CANCELLED,
                            "a newer call of session " + wait.command().session() + " waits for "
                                    + wait.command().resource() + " now",
                            wait.command().resource()));
        }
        if (!accepted) {
            fail(wait, leaderChanged());
        }
    }

    private WaitingAcquire put(WaitingAcquire wait) {
        WaitingAcquire older = bySession
                .computeIfAbsent(wait.command().session(), s -> new HashMap<>())
                .put(wait.command().resource(), wait);
        count += older == null ? 1 : 0;
        return older;
    }

    synchronized int count() {
        return count;
    }

    @Override
    public void commandApplied(AppliedCommand applied) {
        if (applied.command() instanceof Command.CancelWait cancel
                && applied.outcome() instanceof Outcome.WaitCancelled cancelled
                && cancelled.wasWaiting()) {
            end(
                    cancel.session(),
                    cancel.resource(),
                    wait -> fail(
                            wait,
                            new CallException(
                                    Reason.WAIT_CANCELLED,
                                    "the wait for " + cancel.resource() + " was cancelled",
                                    cancel.resource())));
        }
        applied.events().forEach(event -> happened(event.change()));
    }

    private void happened(Event.Change change) {
        if (change instanceof Event.LeaseGranted granted) {
            Lease lease = granted.lease();
            end(lease.session(), lease.resource(), wait -> wait.granted().complete(lease));
        } else if (change instanceof Event.WaitRevoked revoked) {
            end(
                    revoked.session(),
                    revoked.name(),
                    wait -> fail(
                            wait,
                            RefusalFailures.denied(
                                    wait.caller(), "lost the right to " + revoked.name() + " while it waited")));
        } else if (change instanceof Event.WaitForbidden forbidden) {
            end(
                    forbidden.session(),
                    forbidden.name(),
                    wait -> fail(wait, RefusalFailures.outside(forbidden.name(), forbidden.violation(policies.get()))));
        } else if (change instanceof Event.SessionEnded ended) {
            takeAll(ended.session())
                    .forEach(wait -> fail(
                            wait,
                            new CallException(
                                    Reason.SESSION_ENDED,
                                    "session " + ended.session() + " ended (" + ended.reason() + ") while it waited",
                                    ended.session(),
                                    ended.reason())));
        }
    }

    private void end(long session, String resource, Consumer<WaitingAcquire> how) {
        WaitingAcquire wait;
        synchronized (this) {
            Map<String, WaitingAcquire> waits = bySession.getOrDefault(session, Map.of());
            wait = waits.isEmpty() ? null : waits.remove(resource);
            if (wait != null) {
                count--;
                bySession.remove(session, Map.of());
            }
        }
        if (wait != null) {
            how.accept(wait);
        }
    }

    private synchronized List<WaitingAcquire> takeAll(long session) {
        Map<String, WaitingAcquire> waits = bySession.remove(session);
        count -= waits == null ? 0 : waits.size();
        return waits == null ? List.of() : List.copyOf(waits.values());
    }

    @Override
    public void leadershipChanged(Leadership leadership) {
        List<WaitingAcquire> lost = new ArrayList<>();
        synchronized (this) {
            leading = leadership.ready();
            if (!leading) {
                List.copyOf(bySession.keySet()).forEach(session -> lost.addAll(takeAll(session)));
            }
        }
        lost.forEach(wait -> fail(wait, leaderChanged()));
    }

    /** The failure is not "not done": the session keeps its place, and the next leader may grant it the lease. */
    private static CallException leaderChanged() {
        return new CallException(
                Reason.OUTCOME_UNKNOWN,
                "the leader changed during the wait; the session keeps its "
                        + "place in the queue and may be granted the lease, ask again");
    }

    private static void fail(WaitingAcquire wait, CallException why) {
        wait.granted().completeExceptionally(why);
    }
}
