package io.arbiter.server.raft;

import io.arbiter.server.consensus.Member;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    RaftGroup group(String cluster) {
        return RaftGroup.valueOf(
                groupId(cluster),
                configured.values().stream().map(RaftNames::peer).toList());
    }

    /**
     * The client address travels with the peer, so that every node can direct clients to the leader. The address is
     * that of Arbiter's own service: never use the library's client data path, which would connect to it.
     */
    private static RaftPeer peer(Member member) {
        return RaftPeer.newBuilder()
                .setId(RaftPeerId.valueOf(member.name()))
                .setAddress(member.raftAddress())
                .setClientAddress(member.clientAddress())
                .build();
    }

    /** The addresses that the group has agreed on; the region is known from this node's configuration only. */
    Member member(RaftPeer peer) {
        String name = peer.getId().toString();
        String region =
                Optional.ofNullable(configured.get(name)).map(Member::region).orElse("");
        return new Member(name, region, nonNull(peer.getAddress()), nonNull(peer.getClientAddress()));
    }

    List<Member> members(Iterable<RaftPeer> peers) {
        List<Member> members = new ArrayList<>();
        peers.forEach(peer -> members.add(member(peer)));
        members.sort(Comparator.comparing(Member::name));
        return List.copyOf(members);
    }

    private static String nonNull(String address) {
        return address == null ? "" : address;
    }
}
