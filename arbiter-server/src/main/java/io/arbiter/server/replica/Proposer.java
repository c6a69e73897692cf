package io.arbiter.server.replica;

import io.arbiter.core.command.Command;
import java.util.concurrent.CompletionStage;

/** The destination of this node's own proposals. Must not block. */
@FunctionalInterface
public interface Proposer {
    /** Completes when the command is applied; fails if it is not applied, or if that is unknown. */
    CompletionStage<?> propose(Command command);
}
