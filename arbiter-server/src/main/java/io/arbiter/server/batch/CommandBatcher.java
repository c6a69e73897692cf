package io.arbiter.server.batch;

import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.Timer;
import io.arbiter.core.command.Command;
import io.arbiter.server.codec.EntryCodec;
import io.arbiter.server.consensus.LogOverloadedException;
import io.arbiter.server.consensus.OutcomeUnknownException;
import io.arbiter.server.consensus.ReplicatedLog;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Collects commands while batches are in flight and proposes them as one entry; sends at once when there is room, and
 * never lingers: with a commit of milliseconds, batches form by themselves.
 *
 * <p>Not promised: an order between batches, since the log promises none between appends. Commands of one batch are
 * applied in order of arrival. Whoever needs one command to come after another waits for the first one's outcome.
 *
 * <p>Thread-safe; nothing here blocks.
 */
public final class CommandBatcher {
    /** The tracker proposes again after a second what got lost. */
    private static final Duration OWN_DEADLINE = Duration.ofSeconds(1);

    private final ReplicatedLog log;
    private final BatchLimits limits;
    private final Timing timing;
    private final BatchMetrics metrics;
    private final BatchQueue queue;
    private final TokenBudget budget;
    private int inFlight;
    private int held;
    private boolean wakeUpSet;

    public CommandBatcher(ReplicatedLog log, BatchLimits limits, Timing timing, MetricRegistry registry) {
        if (log.maxEntryBytes() - EntryCodec.ENVELOPE_BYTES < limits.batchBytes()) {
            throw new IllegalArgumentException("the log takes entries of " + log.maxEntryBytes()
                    + " bytes, too few for batches of " + limits.batchBytes());
        }
        this.log = log;
        this.limits = limits;
        this.timing = timing;
        this.metrics = new BatchMetrics(registry);
        this.queue = new BatchQueue(limits);
        this.budget = new TokenBudget(timing.clock(), limits.tokensPerSecond());
    }

    /** Queues the proposal, whose outcome fails with {@link LogOverloadedException} if the queue is full. */
    public void submit(Proposal proposal) {
        if (enqueue(proposal, false)) {
            pump();
        } else {
            proposal.outcome().completeExceptionally(new LogOverloadedException(
                    "more than " + limits.queuedCommands() + " commands wait to be proposed", null));
        }
    }

    /** Proposes a command of the node itself, whatever the queue's length; the caller bounds how many. */
    public CompletableFuture<Committed> propose(Command command) {
        var proposal = new Proposal(command, Deadline.after(timing.clock(), OWN_DEADLINE));
        enqueue(proposal, true);
        pump();
        return proposal.outcome();
    }

    private synchronized boolean enqueue(Proposal proposal, boolean ownProposal) {
        if (!ownProposal && queue.isFull()) {
            return false;
        }
        queue.add(proposal);
        return true;
    }

    /** Runs something that submits several proposals, and sends no batch before it is through. */
    public void together(Runnable submissions) {
        synchronized (this) {
            held++;
        }
        try {
            submissions.run();
        } finally {
            synchronized (this) {
                held--;
            }
            pump();
        }
    }

    public synchronized int queued() {
        return queue.size();
    }

    /** Sends batches while there is room. The log and the callers are called without a lock. */
    private void pump() {
        Optional<Batch> next;
        do {
            next = next();
            takeDropped().forEach(Proposal::drop);
            next.ifPresent(this::send);
        } while (next.isPresent());
    }

    private synchronized List<Proposal> takeDropped() {
        return queue.takeDropped();
    }

    private synchronized Optional<Batch> next() {
        if (held > 0 || inFlight >= limits.inFlight() || queue.isEmpty() || isOverBudget()) {
            return Optional.empty();
        }
        List<Proposal> proposals = queue.takeProposals();
        if (proposals.isEmpty()) {
            return Optional.empty();
        }
        inFlight++;
        return Optional.of(new Batch(proposals, this::spend));
    }

    private boolean isOverBudget() {
        long nanos = budget.nanosUntilAvailable();
        if (nanos > 0 && !wakeUpSet) {
            wakeUpSet = true;
            timing.timer().schedule(this::wakeUp, nanos, TimeUnit.NANOSECONDS);
        }
        return nanos > 0;
    }

    private void wakeUp() {
        synchronized (this) {
            wakeUpSet = false;
        }
        pump();
    }

    private synchronized void spend(long tokens) {
        budget.spend(tokens);
    }

    private void send(Batch batch) {
        Timer.Context commit = metrics.proposed(batch.size());
        byte[] entry = EntryCodec.encode(timing.wallMillis().getAsLong(), batch.commands());
        append(entry, batch).whenComplete((index, failure) -> {
            commit.stop();
            batch.fail(failure != null ? cause(failure)
                    : new OutcomeUnknownException("the entry was committed, but not as this batch", null));
            synchronized (this) {
                inFlight--;
            }
            pump();
        });
    }

    /** A bug that makes the log throw must not leave callers without an answer. */
    private CompletableFuture<Long> append(byte[] entry, Batch batch) {
        try {
            return log.append(entry, batch);
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private static Throwable cause(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
    }
}
