package io.arbiter.server.config;

import io.arbiter.server.consensus.Member;
import io.arbiter.tls.IdentityRule;
import io.arbiter.tls.TlsFiles;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A node's configuration, validated.
 *
 * @param members every node, this one included, sorted by name
 * @param reflection whether the client port lists its methods and messages to clients
 * @param tokenFloor the value above which tokens start, if the cluster is not formed yet
 * @param restore the backup from which the cluster begins, if it is not formed yet
 * @param otherRegions regions of clients beside the nodes' own
 * @param audit empty if none is kept
 * @param grace the time in which a new leader expires nobody
 * @param handover the time that a shutdown waits for another node to take leadership
 */
public record ServerConfig(
        String cluster,
        String node,
        Path dataDir,
        Profile profile,
        List<Member> members,
        Listen listen,
        boolean reflection,
        Tls tls,
        TokenFloor tokenFloor,
        Optional<Path> restore,
        Set<String> otherRegions,
        Duration grace,
        Duration handover,
        int snapshotEveryEntries,
        Optional<Audit> audit,
        NodeLimits limits) {
    /** The addresses on which this node listens. */
    public record Listen(HostPort raft, HostPort client, HostPort http) {}

    /** Where the audit is kept, and how much of it. */
    public record Audit(Path directory, int fileBytes, int files) {}

    /**
     * How connections are protected.
     *
     * @param files this node's certificate and the rest; empty for plaintext
     * @param trustDomain the trust domain of this cluster's certificates
     * @param identities of certificates that have no SPIFFE id
     * @param insecure whether plaintext may leave this machine
     */
    public record Tls(Optional<TlsFiles> files, String trustDomain, List<IdentityRule> identities, boolean insecure) {}

    public ServerConfig {
        members = List.copyOf(members);
        otherRegions = Set.copyOf(otherRegions);
    }

    /** This node as the other nodes know it. */
    public Member self() {
        return members.stream()
                .filter(member -> member.name().equals(node))
                .findFirst()
                .orElseThrow();
    }

    /** Every other node. */
    public List<Member> peers() {
        return members.stream().filter(member -> !member.name().equals(node)).toList();
    }
}
