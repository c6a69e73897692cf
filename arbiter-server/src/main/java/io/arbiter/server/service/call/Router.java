package io.arbiter.server.service.call;

import io.arbiter.server.consensus.Leadership;
import io.arbiter.server.consensus.Member;
import io.arbiter.server.consensus.ReplicatedLog;
import io.arbiter.server.failure.CallException;
import io.arbiter.server.failure.Reason;
import io.arbiter.server.forward.CallKind;
import io.arbiter.server.forward.Forwarder;
import io.arbiter.server.read.ReadRequests;
import io.arbiter.v1.Reply;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Takes a call to where it can be answered: reads that need no leader here, everything else to the leader, one hop. A
 * forwarded call is never forwarded again, because two nodes with old knowledge could pass it to and fro.
 */
final class Router {
    private final ReplicatedLog log;
    private final LocalCommands commands;
    private final LocalReads reads;
    private final Forwarder forwarder;
    private final Supplier<Optional<String>> clusterId;

    /** @param clusterId which cluster's calls this node carries out or forwards; none while it is empty */
    Router(
            ReplicatedLog log,
            LocalCommands commands,
            LocalReads reads,
            Forwarder forwarder,
            Supplier<Optional<String>> clusterId) {
        this.log = log;
        this.commands = commands;
        this.reads = reads;
        this.forwarder = forwarder;
        this.clusterId = clusterId;
    }

    /** Fails with {@code NO_LEADER} if no destination is known; may throw if the request is wrong. */
    Attempt route(InFlightCall call) {
        if (clusterId.get().isEmpty()) {
            throw CallException.notFormed();
        }
        CallKind kind = CallKind.of(call.request());
        if (kind != CallKind.MUTATION) {
            ReadRequests.check(call.request());
        }
        if (kind == CallKind.STALE_READ || kind == CallKind.BARRIER_READ) {
            return reads.read(call, kind);
        }
        Leadership leadership = log.leadership();
        if (leadership.ready()) {
            return kind == CallKind.MUTATION ? commands.execute(call) : reads.read(call, kind);
        }
        return elsewhere(call, leadership);
    }

    private Attempt elsewhere(InFlightCall call, Leadership leadership) {
        if (leadership.isLeader()) {
            throw new CallException(Reason.NO_LEADER, "this node was elected a moment ago and is not ready yet; retry");
        }
        if (call.request().getForwarded()) {
            throw new CallException(
                    Reason.NOT_LEADER, leadership.self() + " does not lead; nothing was done, retry with the leader");
        }
        return leadership
                .leader()
                .map(leader -> forward(call, leader))
                .orElseThrow(
                        () -> new CallException(Reason.NO_LEADER, "nobody is known to lead; nothing was done, retry"));
    }

    private Attempt forward(InFlightCall call, Member leader) {
        var forwarded = forwarder.forward(
                leader, call.request(), call.caller(), call.deadline().remainingNanos() / 1_000_000);
        CompletableFuture<Reply> reply = forwarded.reply();
        return new Attempt(
                reply,
                why -> reply.completeExceptionally(
                        why.failure(!forwarded.cancel().get())));
    }
}
