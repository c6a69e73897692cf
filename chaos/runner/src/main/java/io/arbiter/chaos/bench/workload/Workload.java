package io.arbiter.chaos.bench.workload;

import io.arbiter.chaos.bench.client.Caller;
import io.arbiter.chaos.bench.loop.SeededRandom;
import io.arbiter.chaos.check.Checker;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** The clients' work in a run. On the loop only, but for the checkers. */
public interface Workload {
    String name();

    /** A client that works from now on. */
    Worker worker(Caller caller, SeededRandom dice);

    /**
     * After the last step, with everything healed: reads the final state of all that was done, repeatedly until it is
     * answered. Completes when all is.
     *
     * @param callers none of which has an operation in flight
     */
    CompletableFuture<Void> conclude(List<Caller> callers);

    /** The checks that the history must satisfy. */
    List<Checker> checkers();

    /** Functions without a single success of which the run has shown nothing. */
    Set<String> essentials();

    /** Its clients that hold leases. */
    default List<LeaseHolder> leaseHolders() {
        return List.of();
    }
}
