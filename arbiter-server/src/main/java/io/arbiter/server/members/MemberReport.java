package io.arbiter.server.members;

import io.arbiter.server.consensus.FollowerProgress;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.Membership;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.consensus.Voter;
import io.arbiter.v1.MemberInfo;
import io.arbiter.v1.MemberRole;
import java.util.List;
import java.util.Optional;

/** Describes the nodes to clients, as the leader knows them. */
final class MemberReport {
    private final ReplicatedLog log;
    private final Membership group;

    MemberReport(ReplicatedLog log, Membership group) {
        this.log = log;
        this.group = group;
    }

    List<MemberInfo> all() {
        return log.nodes().stream().map(this::of).toList();
    }

    MemberInfo of(Member node) {
        Optional<Voter> voter = group.voters().of(node.name());
        Optional<FollowerProgress> learner = progress(group.learners(), node);
        var info = MemberInfo.newBuilder()
                .setNode(node.name())
                .setRegion(node.region())
                .setClientAddress(node.clientAddress())
                .setRaftAddress(node.raftAddress())
                .setRole(
                        voter.isPresent()
                                ? MemberRole.MEMBER_ROLE_VOTER
                                : learner.isPresent() ? MemberRole.MEMBER_ROLE_LEARNER : MemberRole.MEMBER_ROLE_ABSENT)
                .setLeads(voter.filter(own -> own.id().equals(group.self())).isPresent())
                .setDisk(voter.map(own -> own.id().disk())
                        .orElseGet(() -> learner.isPresent() ? group.invited().getOrDefault(node.name(), "") : ""));
        learner.or(() -> progress(log.followers(), node)).ifPresent(known -> describe(known, info));
        return info.build();
    }

    private static Optional<FollowerProgress> progress(List<FollowerProgress> known, Member node) {
        return known.stream()
                .filter(follower -> follower.node().equals(node.name()))
                .findFirst();
    }

    private static void describe(FollowerProgress known, MemberInfo.Builder info) {
        info.setMatchIndex(known.matchIndex())
                .setLag(known.lag())
                .setSilenceMillis(known.silence().toMillis());
    }
}
