package io.arbiter.chaos.bench.nemesis;

import java.util.concurrent.CompletableFuture;

/** One fault: drawn, then started and ended once each, on the loop. */
public interface Strike {
    /** Its plan, for people. */
    String plan();

    /** @return its action, for people; the plan, unless it had to see first whom it strikes */
    String begin(Scene scene);

    /** Repairs all that {@link #begin} broke. Completes when it is whole. */
    CompletableFuture<?> end(Scene scene);

    /** The result of {@link #end} if nothing takes time. */
    CompletableFuture<Void> WHOLE = CompletableFuture.completedFuture(null);
}
