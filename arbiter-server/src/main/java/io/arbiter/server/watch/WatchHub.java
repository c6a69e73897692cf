package io.arbiter.server.watch;

import io.arbiter.core.event.Event;
import io.arbiter.server.failure.CallFailure;
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
 * Hands every applied event to the watchers. A watch begins under the replica's lock, with the history up to the
 * revision applied, and hears from the hub of what comes later: between the two nothing gets lost or doubled.
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

    /** Begins to hear of events, and to tell quiet watchers how far they have got. */
    public void start(ScheduledExecutorService timer) {
        replica.addListener(this);
        long nanos = limits.progress().toNanos();
        timer.scheduleWithFixedDelay(() -> senders.execute(() -> watchers.forEach(Watcher::progress)), nanos, nanos,
                TimeUnit.NANOSECONDS);
    }

    /** @throws CallFailure if the watch cannot begin where it is asked to */
    public Watcher watch(WatchRequest request, WatchSink sink) {
        ReadRequests.text("prefix", request.getPrefix(), MAX_PREFIX_BYTES);
        ReadRequests.notNegative("from_revision", request.getFromRevision());
        Watcher watcher = replica.read(view -> begin(view, request, sink));
        drain(watcher);
        return watcher;
    }

    private Watcher begin(View view, WatchRequest request, WatchSink sink) {
        long applied = Math.max(0, view.applied());
        long first = request.getFromRevision() == 0 ? applied + 1 : request.getFromRevision();
        if (first > applied + 1 + limits.revisionsAhead()) {
            throw new CallFailure(Reason.REVISION_AHEAD, "this node has applied revision " + applied
                    + "; revision " + first + " is too far ahead to wait for", first);
        }
        List<Event> history = view.state().history().since(first).orElseThrow(() -> compacted(view, first));
        var watcher = new Watcher(request, first, limits.bufferedEvents(), sink);
        watcher.catchUp(history, applied);
        synchronized (watchers) {
            if (closed) {
                throw stopping();
            }
            if (watchers.size() >= limits.watches()) {
                throw new CallFailure(Reason.TOO_MANY, "this node serves " + limits.watches()
                        + " watches already; ask another node", "watches", limits.watches());
            }
            watchers.add(watcher);
        }
        return watcher;
    }

    private static CallFailure compacted(View view, long first) {
        long oldest = view.state().history().compactedRevision() + 1;
        return new CallFailure(Reason.HISTORY_COMPACTED, "revision " + first + " is forgotten; the oldest one kept is "
                + oldest + ": read the present state, and watch from its revision on", oldest);
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
            watchers.forEach(watcher -> tell(watcher, events, entry.index()));
        }
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
        for (Watcher watcher : watchers) {
            long next = watcher.known() + 1;
            Optional<List<Event>> missed = view.state().history().since(next);
            missed.ifPresentOrElse(events -> watcher.catchUp(events, view.applied()),
                    () -> watcher.end(compacted(view, next)));
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

    private static CallFailure stopping() {
        return new CallFailure(Reason.SHUTTING_DOWN, "this node is stopping; watch another");
    }
}
