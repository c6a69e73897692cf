package io.arbiter.server.consensus;

import java.util.Objects;

/**
 * A node's statement that it knew no later term when it asked, and so had voted in none: as good as its answer to a
 * heartbeat sent at that moment.
 *
 * @param node the name of a member
 * @param term the Raft term that the node was in
 */
public record TermAck(String node, long term) {
    public TermAck {
        Objects.requireNonNull(node, "node");
    }
}
