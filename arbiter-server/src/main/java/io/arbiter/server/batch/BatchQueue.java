package io.arbiter.server.batch;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/** Commands that wait for the next batch. Not thread-safe. */
final class BatchQueue {
    private final BatchLimits limits;
    private final ArrayDeque<Proposal> proposals = new ArrayDeque<>();
    private List<Proposal> dropped = new ArrayList<>();
    private long bytes;

    BatchQueue(BatchLimits limits) {
        this.limits = limits;
    }

    boolean isFull() {
        return proposals.size() >= limits.queuedCommands() || bytes >= limits.queuedBytes();
    }

    boolean isEmpty() {
        return proposals.isEmpty();
    }

    int size() {
        return proposals.size();
    }

    void add(Proposal proposal) {
        proposals.add(proposal);
        bytes += proposal.bytes();
    }

    /** The commands of the next batch, in order of arrival; commands whose callers have gone are left out. */
    List<Proposal> takeProposals() {
        var taken = new ArrayList<Proposal>();
        int batchBytes = 0;
        while (!proposals.isEmpty() && taken.size() < limits.batchCommands()) {
            int next = proposals.peek().bytes();
            if (batchBytes + next > limits.batchBytes() && !taken.isEmpty()) {
                break;
            }
            bytes -= next;
            Proposal proposal = proposals.poll();
            if (proposal.take()) {
                taken.add(proposal);
                batchBytes += next;
            } else {
                dropped.add(proposal);
            }
        }
        return taken;
    }

    /** The commands left out since the last call; notify their callers outside of any lock. */
    List<Proposal> takeDropped() {
        List<Proposal> taken = dropped;
        dropped = new ArrayList<>();
        return taken;
    }
}
