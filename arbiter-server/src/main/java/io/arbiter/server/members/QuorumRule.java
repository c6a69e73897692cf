package io.arbiter.server.members;

import io.arbiter.server.consensus.FollowerProgress;
import io.arbiter.server.consensus.MemberId;
import io.arbiter.server.consensus.Voter;
import io.arbiter.server.consensus.Voters;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A majority of live voters on both sides of a step: before it, or it could not be committed, and after it. */
final class QuorumRule {
    /** Several heartbeats. */
    static final Duration SILENT_AFTER = Duration.ofSeconds(3);

    private final Voters voters;
    private final Set<String> live;

    /**
     * @param self the leader's own name
     * @param followers as the leader knows them
     */
    QuorumRule(Voters voters, String self, List<FollowerProgress> followers) {
        this.voters = voters;
        this.live = followers.stream()
                .filter(follower -> follower.silence().compareTo(SILENT_AFTER) < 0)
                .map(FollowerProgress::node)
                .collect(Collectors.toCollection(HashSet::new));
        this.live.add(self);
    }

    /** @throws CallException {@code MEMBER_NO_QUORUM} */
    void requireWithout(MemberId removed) {
        require(names());
        require(voters.all().stream()
                .filter(voter -> !voter.id().equals(removed))
                .map(Voter::node)
                .toList());
    }

    /**
     * @param added answered a moment ago
     * @throws CallException {@code MEMBER_NO_QUORUM}
     */
    void requireWith(String added) {
        require(names());
        live.add(added);
        require(Stream.concat(names().stream(), Stream.of(added)).toList());
    }

    private List<String> names() {
        return voters.all().stream().map(Voter::node).toList();
    }

    private void require(Collection<String> group) {
        long present = group.stream().filter(live::contains).count();
        long needed = group.size() / 2 + 1;
        if (present < needed) {
            var silent = new TreeSet<>(group);
            silent.removeAll(live);
            throw new CallException(
                    Reason.MEMBER_NO_QUORUM,
                    "of the voters " + group + " " + needed + " are needed, and " + silent
                            + " did not answer the leader within the last " + SILENT_AFTER.toSeconds()
                            + " s; nothing was done. Bring one of these back first",
                    needed,
                    present,
                    String.join(", ", silent));
        }
    }
}
