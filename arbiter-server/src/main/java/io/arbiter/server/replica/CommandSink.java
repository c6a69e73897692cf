package io.arbiter.server.replica;

import io.arbiter.core.command.Command;
import java.util.concurrent.CompletionStage;

/** Where this node's own proposals go. Must not block. */
@FunctionalInterface
public interface CommandSink {
    /** Completes when the command is applied; fails if it is not, or if nobody knows. */
    CompletionStage<?> propose(Command command);
}
