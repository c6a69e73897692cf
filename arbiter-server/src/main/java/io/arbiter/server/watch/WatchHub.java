package io.arbiter.server.watch;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.auth.Rights;
import io.arbiter.core.event.Event;
import io.arbiter.server.access.AccessCheck;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.server.read.ReadRequests;
import io.arbiter.server.replica.AppliedEntry;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.replica.ReplicaListener;
import io.arbiter.server.replica.View;
import io.arbiter.v1.WatchRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Hands every applied event to the watchers. A watch starts under the replica's lock, with the history up to the
 * revision applied, and receives later events from the hub: between the two no event is lost or doubled.
 */
public final class WatchHub implements ReplicaListener {
    private static final int MAX_PREFIX_BYTES = 512;

    private final Replica replica;
    private final WatchLimits limits;
    private final Executor senders;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private boolean closed;

    public WatchHub(Replica replica, WatchLimits limits, Executor senders) {
        this.replica = replica;
        this.limits = limits;
        this.senders = senders;
    }

    /** Starts to receive events, and to report their progress to quiet watchers. */
    public void start(ScheduledExecutorService timer) {
        replica.addListener(this);
        long nanos = limits.progress().toNanos();
        timer.scheduleWithFixedDelay(
                () -> senders.execute(() -> watchers.forEach(Watcher::progress)), nanos, nanos, TimeUnit.NANOSECONDS);
    }

    /** @throws CallException if the watch cannot start at the requested revision */
    public Watcher watch(WatchRequest request, Principal caller, WatchSink sink) {
        ReadRequests.text("prefix", request.getPrefix(), MAX_PREFIX_BYTES);
        ReadRequests.notNegative("from_revision", request.getFromRevision());
        Watcher watcher = replica.read(view -> begin(view, request, caller, sink));
        drain(watcher);
        return watcher;
    }

    private Watcher begin(View view, WatchRequest request, Principal caller, WatchSink sink) {
        Rights rights = AccessCheck.requireWatch(view.state(), caller, request.getPrefix());
        long applied = Math.max(0, view.applied());
        long first = request.getFromRevision() == 0 ? applied + 1 : request.getFromRevision();
        if (first > applied + 1 + limits.revisionsAhead()) {
            throw new CallException(
                    Reason.REVISION_AHEAD,
                    "this node has applied revision " + applied + "; revision " + first
                            + " is too far ahead to wait for",
                    first);
        }
        List<Event> history = view.state().history().since(first).orElseThrow(() -> compacted(view, first));
        var watcher =
                new Watcher(new Audience(caller, request.getPrefix(), rights), first, limits.bufferedEvents(), sink);
        watcher.catchUp(history, applied);
        synchronized (watchers) {
            if (closed) {
                throw stopping();
            }
            if (watchers.size() >= limits.watches()) {
                throw new CallException(
                        Reason.LIMIT_EXCEEDED,
                        "this node serves " + limits.watches() + " watches already; ask another node",
                        "watches",
                        limits.watches());
            }
            watchers.add(watcher);
        }
        return watcher;
    }

    private static CallException compacted(View view, long first) {
        long oldest = view.state().history().compactedRevision() + 1;
        return new CallException(
                Reason.HISTORY_COMPACTED,
                "the watch begins at revision " + first + ", before " + "oldest_revision " + oldest
                        + ": read the present state, and watch from its revision on",
                oldest);
    }

    /** The client has gone. */
    public void remove(Watcher watcher) {
        watchers.remove(watcher);
    }

    public int count() {
        return watchers.size();
    }

    @Override
    public void entryApplied(AppliedEntry entry) {
        if (!watchers.isEmpty()) {
            List<Event> events = entry.events();
            if (events.stream().anyMatch(event -> event.change() instanceof Event.AccessChanged)) {
                replica.read(this::rightsChanged);
            }
            watchers.forEach(watcher -> tell(watcher, events, entry.index()));
        }
    }

    /** Before the events of the same entry are told: what it takes away is not seen any more. */
    private Void rightsChanged(View view) {
        for (Watcher watcher : watchers) {
            try {
                watcher.setRights(AccessCheck.requireWatch(
                        view.state(),
                        watcher.audience().caller(),
                        watcher.audience().prefix()));
            } catch (CallException revoked) {
                watcher.end(revoked);
                drain(watcher);
            }
        }
        return null;
    }

    private void tell(Watcher watcher, List<Event> events, long through) {
        watcher.offer(events, through);
        if (watcher.hasWork()) {
            drain(watcher);
        }
    }

    /** A snapshot jumped over entries: go on from its history if that reaches back far enough. */
    @Override
    public void stateReplaced(View view) {
        rightsChanged(view);
        for (Watcher watcher : watchers) {
            long next = watcher.known() + 1;
            Optional<List<Event>> missed = view.state().history().since(next);
            missed.ifPresentOrElse(
                    events -> watcher.catchUp(events, view.applied()), () -> watcher.end(compacted(view, next)));
            drain(watcher);
        }
    }

    private void drain(Watcher watcher) {
        senders.execute(() -> {
            watcher.drain();
            if (watcher.isEnding()) {
                watchers.remove(watcher);
            }
        });
    }

    /** Ends every watch: this node is stopping. */
    public void close() {
        synchronized (watchers) {
            closed = true;
        }
        watchers.forEach(watcher -> {
            watcher.end(stopping());
            drain(watcher);
        });
    }

    private static CallException stopping() {
        return new CallException(Reason.SHUTTING_DOWN, "this node is stopping; watch another");
    }
}
