package io.arbiter.server.forward;

import io.arbiter.v1.Call;
import io.arbiter.v1.Consistency;

/** The kinds of calls, by the node that may answer and the meaning of a lost answer. */
public enum CallKind {
    /** Goes through the log. Its outcome is unknown if the answer is lost. */
    MUTATION,
    /** Needs the leader's clock (how long until a lease may expire), so it goes to the leader. */
    LEADER_READ,
    /** Any node answers it, after a barrier. */
    BARRIER_READ,
    /** Any node answers it at once. */
    STALE_READ;

    public static CallKind of(Call call) {
        return switch (call.getRequestCase()) {
            case GET_LEASE -> leaderRead(call.getGetLease().getConsistency());
            case LIST_LEASES -> leaderRead(call.getListLeases().getConsistency());
            case LIST_SESSIONS -> leaderRead(call.getListSessions().getConsistency());
            case EXPLAIN, SIGN_TOKEN, GET_MEMBERS, GET_PROMOTION, LIST_PROMOTIONS -> LEADER_READ;
            case WHO_AM_I, CAN_I, GET_AUTH, GET_KEYS, GET_POLICIES, GET_PAUSES, PREVIEW_POLICIES -> BARRIER_READ;
            case GET_RECORD ->
                call.getGetRecord().getConsistency() == Consistency.CONSISTENCY_STALE ? STALE_READ : BARRIER_READ;
            default -> MUTATION;
        };
    }

    private static CallKind leaderRead(Consistency consistency) {
        return consistency == Consistency.CONSISTENCY_STALE ? STALE_READ : LEADER_READ;
    }
}
