package io.arbiter.server.config;

import io.arbiter.server.consensus.Member;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * A node's configuration, validated.
 *
 * @param members every node, this one included, sorted by name
 * @param grace how long a new leader expires nobody
 * @param handover how long a shutdown waits for another node to take leadership
 */
public record ServerConfig(String cluster, String node, Path dataDir, Profile profile, List<Member> members,
        Listen listen, Duration grace, Duration handover, int snapshotEveryEntries, NodeLimits limits) {
    /** Where this node listens. */
    public record Listen(HostPort raft, HostPort client, HostPort http) {
    }

    public ServerConfig {
        members = List.copyOf(members);
    }

    /** This node as the others see it. */
    public Member self() {
        return members.stream().filter(member -> member.name().equals(node)).findFirst().orElseThrow();
    }

    /** Every other node. */
    public List<Member> peers() {
        return members.stream().filter(member -> !member.name().equals(node)).toList();
    }
}
