package io.arbiter.server.service;

import io.arbiter.core.command.Command;
import io.arbiter.core.event.Lease;
import java.util.concurrent.CompletableFuture;

/** A call whose session is in a resource's queue. */
record PendingWait(Command.Acquire command, CompletableFuture<Lease> granted) {
    PendingWait(Command.Acquire command) {
        this(command, new CompletableFuture<>());
    }

    Command.CancelWait cancellation() {
        return new Command.CancelWait(command.resource(), command.session(), command.attempt());
    }
}
