package io.arbiter.server.raft;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * One entry on its way through the log. It is settled once: either applied here with its context, or given up. So
 * nobody hears of an unknown outcome and of the outcome.
 */
final class PendingEntry {
    private final Object context;
    private final CompletableFuture<Long> result = new CompletableFuture<>();
    private final AtomicBoolean settled = new AtomicBoolean();
    private volatile boolean inLog;

    PendingEntry(Object context) {
        this.context = context;
    }

    CompletableFuture<Long> result() {
        return result;
    }

    Object context() {
        return context;
    }

    /** From here on a failure does not tell whether the entry will be committed. */
    void enteringLog() {
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
