package io.arbiter.server.service.call;

import io.arbiter.core.auth.Principal;
import io.arbiter.core.command.Command;
import io.arbiter.core.event.Lease;
import java.util.concurrent.CompletableFuture;

/** A call whose session is in a resource's queue. */
record WaitingAcquire(Command.Acquire command, Principal caller, CompletableFuture<Lease> granted) {
    WaitingAcquire(Command.Acquire command, Principal caller) {
        this(command, caller, new CompletableFuture<>());
    }

    Command.CancelWait cancellation() {
        return new Command.CancelWait(command.resource(), command.session(), command.attempt());
    }
}
