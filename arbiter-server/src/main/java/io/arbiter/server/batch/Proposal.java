package io.arbiter.server.batch;

import io.arbiter.core.command.Command;
import io.arbiter.internal.v1.CommandProto;
import io.arbiter.server.codec.EntryCodec;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One command on its way into the log. Add what is to happen with the outcome before submitting: then it happens on the
 * applying thread, before the next command's outcome and events are told.
 */
public final class Proposal {
    private enum Stage { QUEUED, PROPOSED, WITHDRAWN }

    private final CommandProto command;
    private final Deadline deadline;
    private final CompletableFuture<Committed> outcome = new CompletableFuture<>();
    private final AtomicReference<Stage> stage = new AtomicReference<>(Stage.QUEUED);

    public Proposal(Command command, Deadline deadline) {
        this.command = EntryCodec.encode(command);
        this.deadline = deadline;
    }

    /**
     * Completes when the command is applied here. Fails with {@link DeadlinePassedException},
     * {@link CancellationException}, or one of the exceptions of
     * {@link io.arbiter.server.consensus.ReplicatedLog#append}.
     */
    public CompletableFuture<Committed> outcome() {
        return outcome;
    }

    /** Takes the command back. True: it will never be proposed. False: it has been, and may be applied. */
    public boolean withdraw() {
        boolean inTime = stage.compareAndSet(Stage.QUEUED, Stage.WITHDRAWN) || stage.get() == Stage.WITHDRAWN;
        if (inTime) {
            outcome.completeExceptionally(new CancellationException("withdrawn before it was proposed"));
        }
        return inTime;
    }

    /** The last moment before it enters a batch. False: it must not, and {@link #drop} is to tell the caller. */
    boolean take() {
        return !deadline.hasPassed() && stage.compareAndSet(Stage.QUEUED, Stage.PROPOSED);
    }

    void drop() {
        if (stage.compareAndSet(Stage.QUEUED, Stage.WITHDRAWN)) {
            outcome.completeExceptionally(new DeadlinePassedException());
        }
    }

    CommandProto command() {
        return command;
    }

    int bytes() {
        return EntryCodec.sizeInEntry(command);
    }
}
