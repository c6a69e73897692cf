package io.arbiter.server.raft;

import io.arbiter.server.config.Profile;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.MemberId;
import io.arbiter.server.raft.transport.RaftTransport;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Configuration of the log.
 *
 * @param cluster the cluster's name; nodes of different clusters never talk to each other
 * @param id this node, one of the members, with its disk
 * @param members every node as configured
 * @param founders the names of the nodes that form the group; none on a node that was admitted to a group that had
 *     formed. Once the group exists its own, committed configuration wins
 * @param transport the way to the other members' logs
 * @param directory the log's own directory, below the node's data directory
 * @param snapshotEveryEntries log entries from one snapshot to the next
 */
public record RaftConfig(
        String cluster,
        MemberId id,
        List<Member> members,
        Set<String> founders,
        RaftTransport transport,
        Path directory,
        Profile profile,
        long snapshotEveryEntries) {
    public RaftConfig {
        members = List.copyOf(members);
        founders = Set.copyOf(founders);
        if (members.stream().noneMatch(member -> member.name().equals(id.node()))) {
            throw new IllegalArgumentException(id.node() + " is not one of the members " + members);
        }
    }

    /** Of a node that forms the group together with all the others. */
    public RaftConfig(
            String cluster,
            String self,
            List<Member> members,
            RaftTransport transport,
            Path directory,
            Profile profile,
            long snapshotEveryEntries) {
        this(
                cluster,
                MemberId.founder(self),
                members,
                members.stream().map(Member::name).collect(Collectors.toSet()),
                transport,
                directory,
                profile,
                snapshotEveryEntries);
    }

    /** This node's name. */
    public String self() {
        return id.node();
    }
}
