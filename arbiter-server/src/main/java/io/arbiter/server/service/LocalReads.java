package io.arbiter.server.service;

import io.arbiter.server.failure.CallFailure;
import io.arbiter.server.forward.CallKind;
import io.arbiter.server.read.Explanation;
import io.arbiter.server.read.LeaseReads;
import io.arbiter.server.read.ReadBarriers;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.replica.View;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import java.util.concurrent.CompletableFuture;

/** Answers reads from this node's state, behind a barrier unless the caller takes a stale answer. */
final class LocalReads {
    private final Replica replica;
    private final ReadBarriers barriers;

    LocalReads(Replica replica, ReadBarriers barriers) {
        this.replica = replica;
        this.barriers = barriers;
    }

    /** The request has been checked. */
    Attempt read(Call call, CallKind kind) {
        if (kind == CallKind.STALE_READ) {
            return Attempt.brief(CompletableFuture.completedFuture(answer(call, true)));
        }
        CompletableFuture<Void> caughtUp =
                kind == CallKind.LEADER_READ ? barriers.caughtUpAsLeader() : barriers.caughtUp();
        return Attempt.brief(caughtUp.thenApply(done -> answer(call, false)));
    }

    private Reply answer(Call call, boolean stale) {
        return replica.read(view -> answer(view, call, stale)).setId(call.getId()).build();
    }

    private static Reply.Builder answer(View view, Call call, boolean stale) {
        var reply = Reply.newBuilder();
        return switch (call.getRequestCase()) {
            case GET_LEASE -> reply.setGetLease(LeaseReads.getLease(view, call.getGetLease(), stale));
            case LIST_LEASES -> reply.setListLeases(LeaseReads.listLeases(view, call.getListLeases(), stale));
            case LIST_SESSIONS -> reply.setListSessions(LeaseReads.listSessions(view, call.getListSessions(), stale));
            case EXPLAIN -> reply.setExplain(Explanation.explain(view, call.getExplain()));
            case GET_RECORD -> reply.setGetRecord(LeaseReads.getRecord(view, call.getGetRecord()));
            default -> throw CallFailure.invalid("request", call.getRequestCase().name(), "a read");
        };
    }
}
