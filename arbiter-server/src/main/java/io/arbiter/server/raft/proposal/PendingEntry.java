package io.arbiter.server.raft.proposal;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One entry on its way through the log. It is settled once: either applied here with its context, or given up. So no
 * caller receives both an unknown outcome and the outcome.
 */
public final class PendingEntry {
    private final Object context;
    private final CompletableFuture<Long> result = new CompletableFuture<>();
    private final AtomicBoolean settled = new AtomicBoolean();
    private volatile boolean inLog;

    PendingEntry(Object context) {
        this.context = context;
    }

    /** Completes with the entry's index when it is applied. */
    public CompletableFuture<Long> result() {
        return result;
    }

    /** The proposer's object, handed back when the entry is applied here; may be null. */
    public Object context() {
        return context;
    }

    /** From here on a failure does not show whether the entry will be committed. */
    public void enteringLog() {
        inLog = true;
    }

    boolean inLog() {
        return inLog;
    }

    /** Whether the caller may settle it: true exactly once. */
    boolean settle() {
        return settled.compareAndSet(false, true);
    }
}
