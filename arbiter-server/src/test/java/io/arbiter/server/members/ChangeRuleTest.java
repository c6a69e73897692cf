package io.arbiter.server.members;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.arbiter.server.bootstrap.PeerIdentity;
import io.arbiter.server.bootstrap.PeerIdentity.Standing;
import io.arbiter.server.consensus.FollowerProgress;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.MemberId;
import io.arbiter.server.consensus.Voter;
import io.arbiter.server.consensus.Voters;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.MemberChange;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is next, for each state of the group and of the node's disk; node a leads. */
class ChangeRuleTest {
    private static final Duration LIVE = Duration.ofMillis(100);
    private static final Duration SILENT = Duration.ofSeconds(4);
    private static final MemberChange REPLACE = MemberChange.MEMBER_CHANGE_REPLACE;
    private static final MemberId NEW = new MemberId("c", "d2");
    private static final Standing NONE = new Standing("", false, Map.of(), 0, Map.of());

    private static Member member(String node) {
        return new Member(node, "r" + node, node + ":1", node + ":2");
    }

    private static Voters voters(MemberId... ids) {
        return new Voters(
                Stream.of(ids).map(id -> new Voter(id, member(id.node()))).toList(), 7, true);
    }

    private static Voters founders(String... nodes) {
        return voters(Stream.of(nodes).map(MemberId::founder).toArray(MemberId[]::new));
    }

    private static NextStep next(MemberChange change, String node, Voters voters, Duration bSilent, Standing standing) {
        return next(change, node, voters, bSilent, standing, Map.of());
    }

    private static NextStep next(
            MemberChange change,
            String node,
            Voters voters,
            Duration bSilent,
            Standing standing,
            Map<String, String> knownMembers) {
        var followers = List.of(new FollowerProgress("b", 5, 0, bSilent), new FollowerProgress("c", 5, 0, SILENT));
        var quorum = new QuorumRule(voters, "a", followers);
        var found = new PeerIdentity("cluster", node, "d2", "0", knownMembers, standing);
        return new ChangeRule(voters, MemberId.founder("a"), quorum, () -> Set.of("disk of a", "disk of b"))
                .next(change, member(node), () -> Candidate.at(member(node), "cluster", peer -> found));
    }

    private static void assertRefused(Reason reason, org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        CallException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason));
    }

    @Test
    void theLostDiskIsTakenOutThenTheNewOneIsAdded() {
        assertThat(next(REPLACE, "c", founders("a", "b", "c"), LIVE, NONE))
                .isEqualTo(new NextStep.Remove(MemberId.founder("c")));
        assertThat(next(REPLACE, "c", founders("a", "b"), LIVE, NONE))
                .isEqualTo(new NextStep.Add(new Voter(NEW, member("c"))));
        var running = new Standing("c~d2", true, Map.of(), 9, Map.of());
        assertThat(next(REPLACE, "c", voters(MemberId.founder("a"), MemberId.founder("b"), NEW), LIVE, running))
                .isEqualTo(new NextStep.Done());
    }

    @Test
    void aLearnerWhoseLeaderWasLostIsAddedAgain() {
        var learner = new Standing("c~d2", false, Map.of("a", "a", "b", "b"), 9, Map.of());
        assertThat(next(REPLACE, "c", founders("a", "b"), LIVE, learner, Map.of("a", "disk of a", "c", "d2")))
                .isEqualTo(new NextStep.Add(new Voter(NEW, member("c"))));
    }

    /** Its log would look like this one, with other entries at the same places. */
    @Test
    void aLearnerOfAFormerClusterOfThatNameIsNotAdded() {
        var learner = new Standing("c~d2", false, Map.of("a", "a", "b", "b"), 9, Map.of());
        assertRefused(
                Reason.MEMBER_NOT_WAITING,
                () -> next(
                        REPLACE,
                        "c",
                        founders("a", "b"),
                        LIVE,
                        learner,
                        Map.of("a", "former disk of a", "b", "former disk of b", "c", "d2")));
    }

    /** It may have voted: only an empty one certainly has not. */
    @Test
    void aDiskThatWasAMemberIsNotAdded() {
        var founder = new Standing("c", true, Map.of(), 5, Map.of());
        assertRefused(
                Reason.MEMBER_NOT_WAITING,
                () -> next(REPLACE, "c", founders("a", "b"), LIVE, founder, Map.of("c", "d2")));
        var formerVoter = new Standing("c~d2", true, Map.of(), 5, Map.of());
        assertRefused(
                Reason.MEMBER_NOT_WAITING,
                () -> next(REPLACE, "c", founders("a", "b"), LIVE, formerVoter, Map.of("c", "d2")));
        // Formed, or admitted, and its log not open yet: nobody knows what it is.
        assertRefused(
                Reason.MEMBER_NOT_WAITING, () -> next(REPLACE, "c", founders("a", "b"), LIVE, NONE, Map.of("c", "d2")));
    }

    @Test
    void whoDoesNotAnswerOrIsAnotherDoesNotWait() {
        var rule = new ChangeRule(
                founders("a", "b"), MemberId.founder("a"), new QuorumRule(founders("a", "b"), "a", List.of()), Set::of);
        assertRefused(
                Reason.MEMBER_NOT_WAITING,
                () -> rule.next(
                        REPLACE,
                        member("c"),
                        () -> Candidate.at(member("c"), "cluster", peer -> {
                            throw new IOException("it refuses connections");
                        })));
        var other = new PeerIdentity("other", "c", "x", "0", Map.of());
        assertRefused(
                Reason.MEMBER_NOT_WAITING,
                () -> rule.next(REPLACE, member("c"), () -> Candidate.at(member("c"), "cluster", peer -> other)));
    }

    @Test
    void aMajorityOfLiveVotersIsNeededOnBothSides() {
        assertRefused(Reason.MEMBER_NO_QUORUM, () -> next(REPLACE, "c", founders("a", "b", "c"), SILENT, NONE));
        assertRefused(Reason.MEMBER_NO_QUORUM, () -> next(REPLACE, "c", founders("a", "b"), SILENT, NONE));
        // Three of five live without c, and three of four are a majority; two of four are none.
        var five = founders("a", "b", "c", "d", "e");
        var two = List.of(new FollowerProgress("b", 5, 0, LIVE), new FollowerProgress("c", 5, 0, LIVE));
        assertRefused(
                Reason.MEMBER_NO_QUORUM, () -> new QuorumRule(five, "a", two).requireWithout(MemberId.founder("c")));
        new QuorumRule(five, "a", two).requireWith("f");
        var three = Stream.concat(two.stream(), Stream.of(new FollowerProgress("d", 5, 0, LIVE)))
                .toList();
        new QuorumRule(five, "a", three).requireWithout(MemberId.founder("c"));
    }

    @Test
    void whatIsAskedAmiss() {
        assertRefused(
                Reason.MEMBER_EXISTS,
                () -> next(MemberChange.MEMBER_CHANGE_ADD, "c", founders("a", "b", "c"), LIVE, NONE));
        assertRefused(
                Reason.MEMBER_LEADS,
                () -> next(MemberChange.MEMBER_CHANGE_REMOVE, "a", founders("a", "b", "c"), LIVE, NONE));
        assertThat(next(REPLACE, "a", founders("a", "b", "c"), LIVE, NONE))
                .as("whoever leads runs with the disk that has its vote")
                .isEqualTo(new NextStep.Done());
        assertThat(next(MemberChange.MEMBER_CHANGE_REMOVE, "c", founders("a", "b"), LIVE, NONE))
                .isEqualTo(new NextStep.Done());
    }
}
