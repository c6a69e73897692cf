package io.arbiter.server.replica;

import io.arbiter.core.machine.ClusterIdentity;
import java.util.Optional;

/**
 * The cluster of this node, once the node has learnt it; for the life of the process, even while the state is replaced.
 * Learning comes from one thread at a time; any thread may ask.
 */
final class OwnCluster {
    private volatile Optional<ClusterIdentity> known = Optional.empty();

    /** @throws IllegalStateException if the state is another cluster's, whose log or snapshot must not be taken over */
    void learn(Optional<ClusterIdentity> applied) {
        if (applied.isPresent() && !applied.equals(known)) {
            if (known.isPresent()) {
                throw new IllegalStateException(
                        "this node is in cluster " + known.get().id() + " and was given the state of cluster "
                                + applied.get().id());
            }
            known = applied;
        }
    }

    Optional<String> id() {
        return known.map(ClusterIdentity::id);
    }
}
