package io.arbiter.server.service;

import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.failure.CallFailure;
import io.arbiter.server.failure.Reason;
import io.arbiter.server.forward.CallKind;
import io.arbiter.server.forward.Forwarder;
import io.arbiter.server.read.ReadRequests;
import io.arbiter.v1.Reply;
import java.util.concurrent.CompletableFuture;

/**
 * Takes a call to where it can be answered: reads that need no leader here, everything else to the leader, one hop. A
 * forwarded call is never forwarded again, or two nodes with old knowledge could pass it to and fro.
 */
final class Router {
    private final ReplicatedLog log;
    private final LocalCommands commands;
    private final LocalReads reads;
    private final Forwarder forwarder;

    Router(ReplicatedLog log, LocalCommands commands, LocalReads reads, Forwarder forwarder) {
        this.log = log;
        this.commands = commands;
        this.reads = reads;
        this.forwarder = forwarder;
    }

    /** Fails with {@code NO_LEADER} if it cannot tell where to; may throw if the request is wrong. */
    Attempt route(OpenCall call) {
        CallKind kind = CallKind.of(call.request());
        if (kind != CallKind.MUTATION) {
            ReadRequests.check(call.request());
        }
        if (kind == CallKind.STALE_READ || kind == CallKind.BARRIER_READ) {
            return reads.read(call.request(), kind);
        }
        Leadership leadership = log.leadership();
        if (leadership.ready()) {
            return kind == CallKind.MUTATION ? commands.carryOut(call) : reads.read(call.request(), kind);
        }
        return elsewhere(call, leadership);
    }

    private Attempt elsewhere(OpenCall call, Leadership leadership) {
        if (leadership.isLeader()) {
            throw new CallFailure(Reason.NO_LEADER, "this node was elected a moment ago and is not ready yet; retry");
        }
        if (call.request().getForwarded()) {
            throw new CallFailure(Reason.NOT_LEADER, leadership.self()
                    + " does not lead; nothing was done, retry with the leader");
        }
        return leadership.leader().map(leader -> forward(call, leader)).orElseThrow(() -> new CallFailure(
                Reason.NO_LEADER, "nobody is known to lead; nothing was done, retry"));
    }

    private Attempt forward(OpenCall call, Member leader) {
        var forwarded = forwarder.forward(leader, call.request(),
                call.deadline().remainingNanos() / 1_000_000);
        CompletableFuture<Reply> reply = forwarded.reply();
        return new Attempt(reply, why -> reply.completeExceptionally(why.failure(!forwarded.abandon().get())));
    }
}
