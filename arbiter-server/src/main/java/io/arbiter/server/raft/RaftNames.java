package io.arbiter.server.raft;

import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.MemberId;
import io.arbiter.server.consensus.Voter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.ratis.protocol.RaftGroup;
import org.apache.ratis.protocol.RaftGroupId;
import org.apache.ratis.protocol.RaftPeer;
import org.apache.ratis.protocol.RaftPeerId;

/** Translates between Arbiter's members and the library's peers. Immutable. */
final class RaftNames {
    private final Map<String, Member> configured;

    RaftNames(List<Member> members) {
        configured = members.stream().collect(Collectors.toUnmodifiableMap(Member::name, Function.identity()));
    }

    /** The same for every node of a cluster, and different for clusters of different names. */
    static RaftGroupId groupId(String cluster) {
        byte[] name = ("arbiter cluster " + cluster).getBytes(StandardCharsets.UTF_8);
        return RaftGroupId.valueOf(UUID.nameUUIDFromBytes(name));
    }

    /** The group as those nodes form it. */
    RaftGroup group(String cluster, Set<String> founders) {
        return RaftGroup.valueOf(
                groupId(cluster),
                configured.values().stream()
                        .filter(member -> founders.contains(member.name()))
                        .map(member -> peer(new Voter(MemberId.founder(member.name()), member)))
                        .toList());
    }

    static RaftPeerId peerId(MemberId id) {
        return RaftPeerId.valueOf(id.toString());
    }

    static MemberId memberId(RaftPeerId id) {
        return MemberId.parse(id.toString());
    }

    /**
     * The client address travels with the peer, so that every node can direct clients to the leader. The address is
     * that of Arbiter's own service: never use the library's client data path, which would connect to it.
     */
    static RaftPeer peer(Voter voter) {
        return RaftPeer.newBuilder()
                .setId(peerId(voter.id()))
                .setAddress(voter.member().raftAddress())
                .setClientAddress(voter.member().clientAddress())
                .build();
    }

    /** The addresses that the group has agreed on; the region is known from this node's configuration only. */
    Member member(RaftPeer peer) {
        String name = memberId(peer.getId()).node();
        String region =
                Optional.ofNullable(configured.get(name)).map(Member::region).orElse("");
        return new Member(name, region, nonNull(peer.getAddress()), nonNull(peer.getClientAddress()));
    }

    List<Voter> voters(Collection<RaftPeer> peers) {
        return peers.stream()
                .map(peer -> new Voter(memberId(peer.getId()), member(peer)))
                .sorted(Comparator.comparing(Voter::node))
                .toList();
    }

    /** One for each node, by name, though a node may have two disks for a moment. */
    List<Member> members(Collection<RaftPeer> peers) {
        return List.copyOf(byName(peers).values());
    }

    /** The same, with the nodes that are only configured. */
    List<Member> nodes(Collection<RaftPeer> peers) {
        Map<String, Member> nodes = new TreeMap<>(configured);
        nodes.putAll(byName(peers));
        return List.copyOf(nodes.values());
    }

    private Map<String, Member> byName(Collection<RaftPeer> peers) {
        Map<String, Member> members = new TreeMap<>();
        peers.forEach(peer -> members.put(memberId(peer.getId()).node(), member(peer)));
        return members;
    }

    private static String nonNull(String address) {
        return address == null ? "" : address;
    }
}
