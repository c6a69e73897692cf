package io.arbiter.server.members;

import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.MemberId;
import io.arbiter.server.consensus.Voter;
import io.arbiter.server.consensus.Voters;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.MemberChange;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Decides what a change does next. A function of the group and of the disk that waits. */
final class ChangeRule {
    private final Voters voters;
    private final MemberId leader;
    private final QuorumRule quorum;
    private final Supplier<Set<String>> disks;

    /** @param disks the ids of this cluster's disks, as far as the leader knows */
    ChangeRule(Voters voters, MemberId leader, QuorumRule quorum, Supplier<Set<String>> disks) {
        this.voters = voters;
        this.leader = leader;
        this.quorum = quorum;
        this.disks = disks;
    }

    /**
     * @param waiting looks for the disk that waits; not asked if nothing is to be added
     * @throws CallException with what is missing
     */
    NextStep next(MemberChange change, Member node, Supplier<Candidate> waiting) {
        Optional<Voter> current = voters.of(node.name());
        if (change == MemberChange.MEMBER_CHANGE_REMOVE) {
            return current.<NextStep>map(this::remove).orElseGet(NextStep.Done::new);
        }
        if (current.filter(voter -> voter.id().equals(leader)).isPresent()) {
            return new NextStep.Done();
        }
        Candidate candidate = waiting.get();
        if (current.filter(voter -> candidate.is(voter.id())).isPresent()) {
            return new NextStep.Done();
        }
        MemberId id = candidate.id(disks);
        if (current.isPresent() && change == MemberChange.MEMBER_CHANGE_ADD) {
            throw new CallException(
                    Reason.MEMBER_EXISTS,
                    node.name() + " is a member, with another disk than the one that waits; nothing was done. If that "
                            + "disk is lost, replace it",
                    node.name());
        }
        return current.isPresent() ? remove(current.get()) : add(new Voter(id, node));
    }

    private NextStep remove(Voter voter) {
        if (voter.id().equals(leader)) {
            throw new CallException(
                    Reason.MEMBER_LEADS,
                    voter.node() + " leads; nothing was done. Stop it in order, so that another one leads, and repeat "
                            + "this",
                    voter.node());
        }
        quorum.requireWithout(voter.id());
        return new NextStep.Remove(voter.id());
    }

    private NextStep add(Voter voter) {
        quorum.requireWith(voter.node());
        return new NextStep.Add(voter);
    }
}
