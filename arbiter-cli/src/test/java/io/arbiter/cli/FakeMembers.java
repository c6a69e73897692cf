package io.arbiter.cli;

import io.arbiter.v1.ChangeMembersRequest;
import io.arbiter.v1.ChangeMembersResponse;
import io.arbiter.v1.ChangeMembersResponse.Step;
import io.arbiter.v1.GetMembersResponse;
import io.arbiter.v1.MemberInfo;
import io.arbiter.v1.MemberRole;
import io.arbiter.v1.TransferLeadershipRequest;
import io.arbiter.v1.TransferLeadershipResponse;

/** A cluster of which eu-central is being replaced: each call for it is one step further. */
final class FakeMembers {
    private static final String LEARNER = "eu-central";

    private Step next = Step.STEP_REMOVING;
    private int follows;

    private static MemberInfo.Builder member(String name, MemberRole role) {
        return MemberInfo.newBuilder()
                .setNode(name)
                .setRegion(name)
                .setClientAddress(name + ".example:7401")
                .setRaftAddress(name + ".example:7402")
                .setRole(role);
    }

    private static MemberInfo.Builder learner(long match) {
        return member(LEARNER, MemberRole.MEMBER_ROLE_LEARNER)
                .setDisk("5f0c8a1e")
                .setMatchIndex(match)
                .setLag(100 - match)
                .setSilenceMillis(40);
    }

    synchronized GetMembersResponse get() {
        boolean changing = follows-- > 0;
        return GetMembersResponse.newBuilder()
                .addMembers(learner(50))
                .addMembers(member("us-east", MemberRole.MEMBER_ROLE_VOTER).setLeads(true))
                .addMembers(member("us-west", MemberRole.MEMBER_ROLE_VOTER)
                        .setMatchIndex(100)
                        .setLag(0)
                        .setSilenceMillis(500))
                .setCommittedIndex(100)
                .setChanging(changing ? LEARNER : "")
                .build();
    }

    /** us-east leads, and eu-central has no vote. */
    static TransferLeadershipResponse transferLeadership(TransferLeadershipRequest request) {
        if (request.getNode().equals(LEARNER)) {
            String why = "'" + LEARNER + "' has no vote, and the voters are us-east, us-west";
            throw FakeArbiter.refuse(9, "LEADERSHIP_NOT_TAKEN", why, "node", LEARNER);
        }
        return TransferLeadershipResponse.newBuilder()
                .setNode("us-east")
                .setLeader(request.getNode())
                .build();
    }

    synchronized ChangeMembersResponse change(ChangeMembersRequest request) {
        if (!request.getNode().equals(LEARNER)) {
            throw FakeArbiter.refuse(
                    9,
                    "MEMBER_NOT_WAITING",
                    request.getNode() + " does not wait to be admitted",
                    "node",
                    request.getNode());
        }
        Step step = next;
        next = step == Step.STEP_REMOVING ? Step.STEP_CATCHING_UP : Step.STEP_DONE;
        follows = step == Step.STEP_CATCHING_UP ? 1 : 0;
        return ChangeMembersResponse.newBuilder()
                .setStep(step)
                .setMember(
                        step == Step.STEP_DONE
                                ? member(LEARNER, MemberRole.MEMBER_ROLE_VOTER).setDisk("5f0c8a1e")
                                : learner(0))
                .setCommittedIndex(100)
                .build();
    }
}
