package io.arbiter.server.raft;

import io.arbiter.server.config.Profile;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.raft.transport.RaftTransport;
import java.nio.file.Path;
import java.util.List;

/**
 * Configuration of the log.
 *
 * @param cluster the cluster's name; nodes of different clusters never talk to each other
 * @param self this node's name, one of the members
 * @param members every voter as configured; once the group exists its own, committed configuration wins
 * @param transport the way to the other members' logs
 * @param directory the log's own directory, below the node's data directory
 * @param snapshotEveryEntries log entries from one snapshot to the next
 */
public record RaftConfig(
        String cluster,
        String self,
        List<Member> members,
        RaftTransport transport,
        Path directory,
        Profile profile,
        long snapshotEveryEntries) {
    public RaftConfig {
        members = List.copyOf(members);
        if (members.stream().noneMatch(member -> member.name().equals(self))) {
            throw new IllegalArgumentException(self + " is not one of the members " + members);
        }
    }
}
