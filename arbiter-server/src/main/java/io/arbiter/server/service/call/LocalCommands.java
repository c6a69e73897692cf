package io.arbiter.server.service.call;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.Command;
import io.arbiter.core.outcome.Outcome;
import io.arbiter.core.outcome.Refusal;
import io.arbiter.server.access.AccessCheck;
import io.arbiter.server.access.Ownership;
import io.arbiter.server.batch.CommandBatcher;
import io.arbiter.server.batch.Committed;
import io.arbiter.server.batch.Proposal;
import io.arbiter.server.failure.RefusalFailures;
import io.arbiter.server.members.MemberCalls;
import io.arbiter.server.replica.Replica;
import io.arbiter.server.signing.TokenSigner;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;

/** Carries out mutations on the leader. */
final class LocalCommands {
    private final Replica replica;
    private final CommandBatcher batcher;
    private final DueRenewals due;
    private final WaitingAcquires waits;
    private final RequestCommands commands;
    private final TokenSigner signer;
    private final Ownership ownership;
    private final MemberCalls members;

    LocalCommands(
            Replica replica,
            CommandBatcher batcher,
            DueRenewals due,
            WaitingAcquires waits,
            RequestCommands commands,
            TokenSigner signer,
            Ownership ownership,
            MemberCalls members) {
        this.members = members;
        this.ownership = ownership;
        this.replica = replica;
        this.batcher = batcher;
        this.due = due;
        this.waits = waits;
        this.commands = commands;
        this.signer = signer;
    }

    /** @throws RuntimeException if the request's shape is wrong, or its caller may not make it */
    Attempt execute(InFlightCall call) {
        checkAccess(call);
        if (call.request().hasChangeMembers() || call.request().hasTransferLeadership()) {
            return ofMembers(call.request());
        }
        return new Execution(call).start();
    }

    /** Goes on when its caller has gone. */
    private Attempt ofMembers(Call request) {
        var answer = Reply.newBuilder().setId(request.getId());
        CompletableFuture<Reply> reply = (request.hasChangeMembers()
                        ? members.change(request.getChangeMembers()).thenApply(answer::setChangeMembers)
                        : members.transferLeadership(request.getTransferLeadership())
                                .thenApply(answer::setTransferLeadership))
                .thenApply(Reply.Builder::build);
        return new Attempt(reply, why -> reply.completeExceptionally(why.failure(true)));
    }

    /**
     * Without certificates and roles there is nothing to look up. Else this leader's state has every revocation that
     * was acknowledged, because it applied them all before it was ready; and if it leads no more, what it proposes
     * fails.
     */
    private void checkAccess(InFlightCall call) {
        if (!call.caller().isNobody() || replica.isDenying() || call.request().hasChangeAuth()) {
            replica.read(view -> {
                AccessCheck.check(view.state(), ownership, call.request(), call.caller());
                return null;
            });
        }
    }

    /** One command from its proposal to its reply. */
    private final class Execution {
        private final InFlightCall call;
        private final Call request;
        private final Principal caller;
        private final Command command;
        private final Proposal proposal;
        private final CompletableFuture<Reply> reply = new CompletableFuture<>();
        private volatile WaitingAcquire wait;
        private volatile CancelReason cancelled;

        Execution(InFlightCall call) {
            this.call = call;
            this.request = call.request();
            this.caller = call.caller();
            this.command = commands.of(request, caller);
            this.proposal = new Proposal(command, call.deadline());
        }

        Attempt start() {
            proposal.outcome().whenComplete((committed, failure) -> {
                if (failure == null) {
                    finish(committed);
                } else if (!(failure instanceof CancellationException)) {
                    reply.completeExceptionally(failure);
                }
            });
            batcher.submit(proposal, () -> due.admits(call));
            return new Attempt(reply, this::cancel);
        }

        /** Called on the applying thread. */
        private void finish(Committed committed) {
            Outcome outcome = committed.outcome();
            if (outcome instanceof Refusal refusal) {
                reply.completeExceptionally(refusal.accept(new RefusalFailures()));
            } else if (outcome instanceof Outcome.WaitQueued) {
                await();
            } else {
                succeed(outcome, committed.index());
            }
        }

        private void await() {
            var queued = new WaitingAcquire((Command.Acquire) command, caller);
            queued.granted().whenComplete((lease, failure) -> {
                if (failure == null) {
                    succeed(new Outcome.LeaseAcquired(lease), lease.grantedRevision());
                } else {
                    reply.completeExceptionally(cancelled == null ? failure : cancelled.failure(true));
                }
            });
            waits.add(queued);
            wait = queued;
            if (reply.isDone() && !queued.granted().isDone()) {
                batcher.propose(queued.cancellation());
            }
        }

        private void succeed(Outcome outcome, long revision) {
            Reply answer = OutcomeReplies.of(request.getId(), request.getRequestCase(), outcome, revision);
            signer.pass(answer, caller, reply::complete);
        }

        private void cancel(CancelReason why) {
            cancelled = why;
            if (proposal.withdraw()) {
                reply.completeExceptionally(why.failure(false));
            } else if (wait == null) {
                reply.completeExceptionally(why.failure(true));
                leaveQueueIfQueuedMeanwhile();
            } else {
                leaveQueue(why);
            }
        }

        /** The outcome may have come between the look at {@code wait} and the reply. */
        private void leaveQueueIfQueuedMeanwhile() {
            WaitingAcquire queued = wait;
            if (queued != null && !queued.granted().isDone()) {
                batcher.propose(queued.cancellation());
            }
        }

        /** The answer waits until the queue is left, but not if that fails: then the session's holdings show it. */
        private void leaveQueue(CancelReason why) {
            if (why != CancelReason.DEADLINE) {
                reply.completeExceptionally(why.failure(true));
            }
            batcher.propose(wait.cancellation())
                    .whenComplete((committed, failure) -> reply.completeExceptionally(why.failure(true)));
        }
    }
}
