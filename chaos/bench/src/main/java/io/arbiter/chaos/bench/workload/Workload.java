package io.arbiter.chaos.bench.workload;

import io.arbiter.chaos.bench.client.Caller;
import io.arbiter.chaos.bench.lease.LeaseClient;
import io.arbiter.chaos.bench.loop.Dice;
import io.arbiter.chaos.check.Checker;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** What the clients of a run do. On the loop only, but for the checkers. */
public interface Workload {
    String name();

    /** A client that works from now on. */
    Worker worker(Caller caller, Dice dice);

    /**
     * After the last step, with everything healed: asks for what is left of all that was done, again and again until it
     * is answered. Completes when all is.
     *
     * @param callers none of which has an operation under way
     */
    CompletableFuture<Void> conclude(List<Caller> callers);

    /** What the history must satisfy. */
    List<Checker> checkers();

    /** Functions without a single success of which the run has shown nothing. */
    Set<String> essentials();

    /** Its clients that hold leases. */
    default List<LeaseClient> leaseClients() {
        return List.of();
    }
}
