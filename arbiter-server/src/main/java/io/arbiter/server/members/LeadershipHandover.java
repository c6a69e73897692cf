package io.arbiter.server.members;

import io.arbiter.core.command.OperatorAction;
import io.arbiter.server.consensus.FollowerProgress;
import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.Membership;
import io.arbiter.server.consensus.NotLeaderException;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.consensus.Voter;
import io.arbiter.server.consensus.Voters;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.v1.TransferLeadershipRequest;
import io.arbiter.v1.TransferLeadershipResponse;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lets another voter lead, because an operator asks. Blocks for as long as that takes. */
final class LeadershipHandover {
    private static final Logger LOG = LoggerFactory.getLogger(LeadershipHandover.class);

    /** Several elections. Nothing is written meanwhile. */
    private static final Duration LIMIT = Duration.ofSeconds(5);

    /** Caught up with in a moment; a node that has more to catch up with would keep all writers waiting. */
    private static final long MOST_LAG = 1_000;

    private final ReplicatedLog log;

    LeadershipHandover(ReplicatedLog log) {
        this.log = log;
    }

    /** @throws CallException {@code LEADERSHIP_NOT_TAKEN} or {@code MEMBER_CHANGE_OPEN} */
    TransferLeadershipResponse answer(TransferLeadershipRequest request) {
        new OperatorAction(request.getActor(), request.getComment());
        Leadership before = log.leadership();
        if (!before.ready()) {
            throw new NotLeaderException("this node does not lead", before.leader());
        }
        if (request.getNode().equals(before.self())) {
            return answer(before.self(), before.self());
        }
        requireLiveVoter(request.getNode());
        return handOver(before.self(), request.getNode());
    }

    private TransferLeadershipResponse handOver(String self, String to) {
        LOG.info("leadership: an operator wants {} to lead", to);
        boolean gone = log.transferLeadership(Optional.of(to), LIMIT);
        Optional<String> leader = log.leadership().leader().map(Member::name);
        if (!gone || leader.filter(node -> !node.equals(to)).isPresent()) {
            throw notTaken(
                    to,
                    to + " did not take the leadership within " + LIMIT.toSeconds() + " s"
                            + leader.map(node -> "; " + node + " leads").orElse(""));
        }
        return answer(self, leader.orElse(""));
    }

    private void requireLiveVoter(String node) {
        log.membership().map(Membership::voters).ifPresent(voters -> requireVoter(node, voters));
        log.followers().stream()
                .filter(follower -> follower.node().equals(node))
                .forEach(LeadershipHandover::requireUpToDate);
    }

    static void requireUpToDate(FollowerProgress follower) {
        String node = follower.node();
        if (follower.silence().compareTo(QuorumRule.SILENT_AFTER) >= 0) {
            long seconds = follower.silence().toSeconds();
            throw notTaken(node, node + " did not answer the leader for " + seconds + " s; nothing was done");
        }
        if (follower.lag() > MOST_LAG) {
            throw notTaken(
                    node,
                    node + " lags by " + follower.lag() + " entries, and " + MOST_LAG
                            + " are the most with which it may lead; nothing was done");
        }
    }

    private static void requireVoter(String node, Voters voters) {
        if (voters.of(node).isEmpty()) {
            List<String> known = voters.all().stream().map(Voter::node).toList();
            throw notTaken(node, "'" + node + "' has no vote, and the voters are " + String.join(", ", known));
        }
        if (!voters.settled()) {
            throw MemberCalls.changeOpen("");
        }
    }

    private static CallException notTaken(String node, String why) {
        return new CallException(Reason.LEADERSHIP_NOT_TAKEN, why, node, why);
    }

    private static TransferLeadershipResponse answer(String from, String to) {
        return TransferLeadershipResponse.newBuilder()
                .setNode(from)
                .setLeader(to)
                .build();
    }
}
