package io.arbiter.bench.contest;

import java.util.concurrent.CompletableFuture;

/** Many sessions kept alive over a few connections. Thread-safe. */
public interface Renewals extends AutoCloseable {
    /** The number of sessions. */
    int sessions();

    /** Renews the session of that number, 0 to {@link #sessions()} - 1. */
    CompletableFuture<Void> renew(int session);

    /** Ends the sessions. */
    @Override
    void close();
}
