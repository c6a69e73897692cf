package io.arbiter.bench.contest;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * One connection to a cluster with one session (or lease) of its own, used by one or many callers of a scenario.
 * Nothing here blocks; answers come on the connection's own threads, which the caller must not block either.
 * Thread-safe.
 */
public interface Client extends AutoCloseable {
    /**
     * Takes a free resource under the client's session, and completes with a handle that releases it. Not to be mixed
     * with {@link #lock} on the same resource: some systems have a mechanism of its own for each.
     */
    CompletableFuture<Grant> acquire(String resource);

    /**
     * Takes a resource that others hold and wait for. Completes when this client's turn comes, and exceptionally if
     * that takes longer than {@code atMost}. One at a time for each resource.
     */
    CompletableFuture<Grant> lock(String resource, Duration atMost);

    /** A linearizable read of the holder of the resource, answered by the node that this client is connected to. */
    CompletableFuture<Void> read(String resource);

    /**
     * Calls back, on a thread of the client's, each time that the resource is taken after this has completed, until the
     * client is closed.
     */
    CompletableFuture<Void> watch(String resource, Runnable onTaken);

    /**
     * Ends the connection without notifying the servers, as the death of the client's process would: its resources stay
     * taken until its session has run out. To be closed all the same.
     */
    void vanish();

    /** Ends the session, which releases all its resources, and the connection. */
    @Override
    void close();
}
