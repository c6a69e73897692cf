package io.arbiter.maelstrom.workload;

import java.util.concurrent.CompletionException;

/** The cause of a future's failure, out of the wrapping that futures give it. */
final class Causes {
    private Causes() {}

    static Throwable of(Throwable thrown) {
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }
}
