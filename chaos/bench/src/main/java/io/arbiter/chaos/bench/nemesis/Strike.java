package io.arbiter.chaos.bench.nemesis;

import java.util.concurrent.CompletableFuture;

/** One fault: drawn, then begun and ended once each, on the loop. */
public interface Strike {
    /** What it will do, for people. */
    String plan();

    /** @return what it does, for people; the plan, unless it had to see first whom it strikes */
    String begin(Scene scene);

    /** Mends all that {@link #begin} broke. Completes when it is whole. */
    CompletableFuture<?> end(Scene scene);

    /** What {@link #end} returns if nothing takes time. */
    CompletableFuture<Void> WHOLE = CompletableFuture.completedFuture(null);
}
