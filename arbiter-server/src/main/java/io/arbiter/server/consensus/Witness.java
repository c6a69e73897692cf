package io.arbiter.server.consensus;

import java.util.Objects;

/**
 * A node's word that it had heard of no later term when it asked, and so had voted in none: as good as its answer to a
 * heartbeat sent at that moment.
 *
 * @param node the name of a member
 * @param term the Raft term that the node was in
 */
public record Witness(String node, long term) {
    public Witness {
        Objects.requireNonNull(node, "node");
    }
}
