package io.arbiter.server.bootstrap;

import java.util.Map;

/**
 * A node's introduction of itself.
 *
 * @param aboveToken its {@code bootstrap.above-token}
 * @param members the ids of all nodes as it saw them when it agreed to form the cluster; empty while it is fresh
 */
record PeerIdentity(String cluster, String node, String id, String aboveToken, Map<String, String> members) {
    PeerIdentity {
        members = Map.copyOf(members);
    }

    boolean isFresh() {
        return members.isEmpty();
    }
}
