package io.arbiter.server.batch;

import io.arbiter.core.command.Command;
import io.arbiter.core.command.Terms;
import io.arbiter.server.codec.EntryCodec;
import io.arbiter.server.consensus.LogOverloadedException;
import io.arbiter.server.consensus.OutcomeUnknownException;
import io.arbiter.server.consensus.ReplicatedLog;
import io.prometheus.metrics.core.datapoints.Timer;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * Collects commands while batches are in flight and proposes them as one entry; sends at once when there is room, and
 * never lingers: with a commit of milliseconds, batches form by themselves.
 *
 * <p>Not promised: an order between batches, because the log promises none between appends. Commands of one batch are
 * applied in order of arrival. A caller that needs one command to come after another waits for the first one's outcome.
 *
 * <p>Thread-safe; nothing here blocks.
 */
public final class CommandBatcher {
    /** The tracker proposes a lost command again after a second. */
    private static final Duration OWN_DEADLINE = Duration.ofSeconds(1);

    private final ReplicatedLog log;
    private final BatchLimits limits;
    private final Clocks timing;
    private final BatchMetrics metrics;
    private final BatchQueue queue;
    private final GrantRateLimiter budget;
    private int inFlight;
    private int held;
    private boolean wakeUpSet;

    public CommandBatcher(ReplicatedLog log, BatchLimits limits, Clocks timing, PrometheusRegistry registry) {
        if (log.maxEntryBytes() - EntryCodec.ENVELOPE_BYTES < limits.batchBytes()) {
            throw new IllegalArgumentException("the log takes entries of " + log.maxEntryBytes()
                    + " bytes, too few for batches of " + limits.batchBytes());
        }
        this.log = log;
        this.limits = limits;
        this.timing = timing;
        this.metrics = new BatchMetrics(registry);
        this.queue = new BatchQueue(limits);
        this.budget = new GrantRateLimiter(timing.clock(), limits.tokensPerSecond());
    }

    /**
     * Queues the proposal, whose outcome fails with {@link LogOverloadedException} if the queue is full.
     *
     * @param exempt asked if it is full: whether this one is queued all the same; the caller bounds how many are
     */
    public void submit(Proposal proposal, BooleanSupplier exempt) {
        if (enqueue(proposal, false) || exempt.getAsBoolean() && enqueue(proposal, true)) {
            pump();
        } else {
            proposal.outcome()
                    .completeExceptionally(new LogOverloadedException(
                            "more than " + limits.queuedCommands() + " commands wait to be proposed", null));
        }
    }

    /** Proposes a command of the node itself, at any length of the queue; the caller bounds how many. */
    public CompletableFuture<Committed> propose(Command command) {
        var proposal = new Proposal(command, Deadline.after(timing.clock(), OWN_DEADLINE));
        enqueue(proposal, true);
        pump();
        return proposal.outcome();
    }

    private synchronized boolean enqueue(Proposal proposal, boolean unbounded) {
        if (!unbounded && queue.isFull()) {
            return false;
        }
        queue.add(proposal);
        return true;
    }

    /** Runs a task that submits several proposals, and sends no batch before the task has ended. */
    public void batched(Runnable submissions) {
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
        return Optional.of(new Batch(proposals, this::consume));
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

    private synchronized void consume(long tokens) {
        budget.consume(tokens);
    }

    private void send(Batch batch) {
        Timer commit = metrics.proposed(batch.size());
        byte[] entry =
                EntryCodec.encode(timing.wallMillis().getAsLong(), Terms.latest(limits.quota()), batch.commands());
        append(entry, batch).whenComplete((index, failure) -> {
            commit.observeDuration();
            batch.fail(() -> failure != null
                    ? cause(failure)
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
