package io.arbiter.server.consensus;

import java.util.Objects;

/**
 * A node's statement that it knew no later term when it asked, and so had voted in none: as good as its answer to a
 * heartbeat sent at that moment.
 *
 * @param node the member with its disk: what a lost disk says must not count for the one that replaced it
 * @param term the Raft term that the node was in
 */
public record TermAck(MemberId node, long term) {
    public TermAck {
        Objects.requireNonNull(node, "node");
    }
}
