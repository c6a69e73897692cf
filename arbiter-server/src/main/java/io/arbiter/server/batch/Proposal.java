package io.arbiter.server.batch;

import io.arbiter.core.command.Command;
import io.arbiter.internal.v1.CommandProto;
import io.arbiter.server.codec.EntryCodec;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * One command on its way into the log. Add continuations to the outcome before submitting: then they run on the
 * applying thread, before listeners receive the next command's outcome and events.
 */
public final class Proposal {
    private enum Stage {
        QUEUED,
        PROPOSED,
        WITHDRAWN
    }

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

    /** Takes the command back. True: it will never be proposed. False: it has been proposed, and may be applied. */
    public boolean withdraw() {
        boolean inTime = stage.compareAndSet(Stage.QUEUED, Stage.WITHDRAWN) || stage.get() == Stage.WITHDRAWN;
        if (inTime) {
            outcome.completeExceptionally(new CancellationException("withdrawn before it was proposed"));
        }
        return inTime;
    }

    /** Called just before the proposal enters a batch. False: it must not, and {@link #drop} must notify the caller. */
    boolean take() {
        return !deadline.isExpired() && stage.compareAndSet(Stage.QUEUED, Stage.PROPOSED);
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
