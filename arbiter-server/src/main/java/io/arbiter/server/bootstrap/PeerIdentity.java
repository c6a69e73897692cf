package io.arbiter.server.bootstrap;

import io.arbiter.server.storage.RestorePlan;
import java.util.Map;
import java.util.Objects;

/**
 * A node's introduction of itself.
 *
 * @param aboveToken its {@code bootstrap.above-token}
 * @param members the ids of all nodes as it saw them when it agreed to form the cluster, or was admitted; empty while
 *     it is fresh
 * @param standing in the log's group
 * @param restore the backup that it is to begin from, or its cluster began from
 */
public record PeerIdentity(
        String cluster,
        String node,
        String id,
        String aboveToken,
        Map<String, String> members,
        Standing standing,
        RestorePlan restore) {
    /**
     * What a node knows of the log's group.
     *
     * @param member what its own votes count for; empty before its log is open
     * @param votes whether it is a voter
     * @param voters what the votes of each node count for, by a committed configuration
     * @param index of that configuration; 0 if it knows none
     * @param invited the disks, by node, that it has asked the group to admit
     */
    public record Standing(
            String member, boolean votes, Map<String, String> voters, long index, Map<String, String> invited) {
        static final Standing NONE = new Standing("", false, Map.of(), 0, Map.of());

        public Standing {
            Objects.requireNonNull(member, "member");
            voters = Map.copyOf(voters);
            invited = Map.copyOf(invited);
        }
    }

    public PeerIdentity {
        members = Map.copyOf(members);
    }

    /** Of a node whose log is not open. */
    public PeerIdentity(String cluster, String node, String id, String aboveToken, Map<String, String> members) {
        this(cluster, node, id, aboveToken, members, Standing.NONE);
    }

    /** Of a cluster that begins empty. */
    public PeerIdentity(
            String cluster, String node, String id, String aboveToken, Map<String, String> members, Standing standing) {
        this(cluster, node, id, aboveToken, members, standing, RestorePlan.NONE);
    }

    /** Whether it has formed no cluster, and was not admitted to any. */
    public boolean isFresh() {
        return members.isEmpty();
    }
}
