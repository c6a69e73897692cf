package io.arbiter.server.replica;

import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.concurrent.CompletableFuture;

/** Reads that wait until this replica has applied an entry. Thread-safe; as many as there are calls under way. */
public final class AppliedWaits implements ReplicaListener {
    private record Wait(long index, CompletableFuture<Void> reached) {
    }

    private final Replica replica;
    private final PriorityQueue<Wait> waits = new PriorityQueue<>(Comparator.comparingLong(Wait::index));

    /** To be added to the replica's listeners. */
    public AppliedWaits(Replica replica) {
        this.replica = replica;
    }

    /** Completes, on the applying thread, once {@code index} is applied. */
    public CompletableFuture<Void> reached(long index) {
        var wait = new Wait(index, new CompletableFuture<>());
        synchronized (waits) {
            waits.add(wait);
        }
        reachedThrough(replica.read(View::applied));
        return wait.reached();
    }

    @Override
    public void entryApplied(AppliedEntry entry) {
        reachedThrough(entry.index());
    }

    @Override
    public void stateReplaced(View view) {
        reachedThrough(view.applied());
    }

    private void reachedThrough(long applied) {
        Wait next = poll(applied);
        while (next != null) {
            next.reached().complete(null);
            next = poll(applied);
        }
    }

    private Wait poll(long applied) {
        synchronized (waits) {
            return waits.isEmpty() || waits.peek().index() > applied ? null : waits.poll();
        }
    }
}
