package io.arbiter.server.service.call;

import io.arbiter.server.failure.Reason;
import io.arbiter.v1.Call;
import java.util.Set;

/**
 * Decides which failed attempts are retried on this node, while the caller waits: those definitely not done for want of
 * a leader, and those that stood in a queue, because asking again keeps the place (S5).
 *
 * <table>
 * <caption>The rule</caption>
 * <tr><th>reason</th><th>call</th><th>again</th></tr>
 * <tr><td>NO_LEADER</td><td>any</td><td>yes</td></tr>
 * <tr><td>NOT_LEADER</td><td>forwarded by a peer</td><td>no: the peer looks for the leader itself</td></tr>
 * <tr><td>NOT_LEADER</td><td>a client's own</td><td>yes</td></tr>
 * <tr><td>OUTCOME_UNKNOWN</td><td>an acquire that waits</td><td>yes: it may stand in the queue</td></tr>
 * <tr><td>OUTCOME_UNKNOWN</td><td>any other</td><td>no: it may have been done</td></tr>
 * <tr><td>any other</td><td>any</td><td>no: it is the answer</td></tr>
 * </table>
 */
enum RetryRule {
    /** Nobody led: nothing was done. */
    SEARCH,
    /** No leader answers for the queue that the call stands in. */
    SEARCH_IN_DOUBT,
    /** Nobody led, and the caller has to look further. */
    LEAVE_TO_CALLER,
    /** The failure is the answer. */
    ANSWER;

    private static final Set<Reason> LEADERLESS = Set.of(Reason.NO_LEADER, Reason.NOT_LEADER);

    static RetryRule of(Call call, Reason reason) {
        if (reason == Reason.OUTCOME_UNKNOWN && call.getAcquire().getWait()) {
            return SEARCH_IN_DOUBT;
        }
        if (!LEADERLESS.contains(reason)) {
            return ANSWER;
        }
        return reason == Reason.NOT_LEADER && call.getForwarded() ? LEAVE_TO_CALLER : SEARCH;
    }

    boolean again() {
        return this == SEARCH || this == SEARCH_IN_DOUBT;
    }

    /** Whether it was for want of a leader that the attempt failed. */
    boolean isLeaderless() {
        return this != ANSWER;
    }
}
