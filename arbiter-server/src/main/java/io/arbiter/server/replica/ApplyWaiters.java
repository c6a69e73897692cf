package io.arbiter.server.replica;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;

/**
 * Holds reads until this replica has applied everything up to an entry. Thread-safe; at most as many as there are calls
 * under way.
 */
public final class ApplyWaiters implements ReplicaListener {
    private record Wait(long index, CompletableFuture<Void> reached) {}

    private final Replica replica;
    private final PriorityQueue<Wait> waits = new PriorityQueue<>(Comparator.comparingLong(Wait::index));

    /** Add this to the replica's listeners. */
    public ApplyWaiters(Replica replica) {
        this.replica = replica;
    }

    /** Completes, on the applying thread, once everything up to {@code index} is applied. */
    public CompletableFuture<Void> reached(long index) {
        var wait = new Wait(index, new CompletableFuture<>());
        synchronized (waits) {
            waits.add(wait);
        }
        reachedThrough(replica.read(View::passed));
        return wait.reached();
    }

    /** The index of the last entry with commands; -1 if there is none. */
    public long lastApplied() {
        return replica.read(View::applied);
    }

    @Override
    public void entryApplied(AppliedEntry entry) {
        reachedThrough(entry.index());
    }

    @Override
    public void entryPassed(long index) {
        reachedThrough(index);
    }

    @Override
    public void stateReplaced(View view) {
        reachedThrough(view.passed());
    }

    private void reachedThrough(long passed) {
        Wait next = poll(passed);
        while (next != null) {
            next.reached().complete(null);
            next = poll(passed);
        }
    }

    private Wait poll(long passed) {
        synchronized (waits) {
            return waits.isEmpty() || waits.peek().index() > passed ? null : waits.poll();
        }
    }
}
