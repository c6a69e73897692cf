package io.arbiter.server.batch;

import io.arbiter.core.outcome.Outcome;
import io.arbiter.internal.v1.CommandProto;
import io.arbiter.server.replica.AppliedEntry;
import io.arbiter.server.replica.LocalBatch;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/** The proposals that one log entry carries, and the callers that wait for them. */
final class Batch implements LocalBatch {
    private final List<Proposal> proposals;
    private final LongConsumer tokensGranted;

    Batch(List<Proposal> proposals, LongConsumer tokensGranted) {
        this.proposals = List.copyOf(proposals);
        this.tokensGranted = tokensGranted;
    }

    int size() {
        return proposals.size();
    }

    List<CommandProto> commands() {
        return proposals.stream().map(Proposal::command).toList();
    }

    @Override
    public void applied(int position, long index, Outcome outcome) {
        proposals.get(position).outcome().complete(new Committed(index, outcome));
    }

    @Override
    public void applied(AppliedEntry entry) {
        tokensGranted.accept(entry.tokensGranted());
    }

    /** Fails every proposal that has not been answered; makes the failure only if there is one. */
    void fail(Supplier<? extends Throwable> why) {
        List<Proposal> unanswered = proposals.stream()
                .filter(proposal -> !proposal.outcome().isDone())
                .toList();
        if (!unanswered.isEmpty()) {
            Throwable failure = why.get();
            unanswered.forEach(proposal -> proposal.outcome().completeExceptionally(failure));
        }
    }
}
