package io.arbiter.server.bootstrap;

import java.util.Map;

/**
 * How a node introduces itself.
 *
 * @param members the ids of all nodes as it saw them when it agreed to form the cluster; empty while it is fresh
 */
record Introduction(String cluster, String node, String id, Map<String, String> members) {
    Introduction {
        members = Map.copyOf(members);
    }

    boolean isFresh() {
        return members.isEmpty();
    }
}
