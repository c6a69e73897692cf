package io.arbiter.server.service;

import io.arbiter.server.audit.AuditEvent;
import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;
import java.util.function.Consumer;

/** Is told of the calls of this node's own clients, not of those that a peer forwarded. Must not block. */
@FunctionalInterface
public interface CallListener {
    /** Needs nothing. */
    CallListener NONE = (caller, call) -> reply -> {};

    /**
     * A call has come, and nothing was decided yet.
     *
     * @param caller the identity of its certificate; empty if it showed none
     * @return is told of the reply
     */
    Consumer<Reply> taken(String caller, Call call);

    /** Something was done, or failed, that is no call by itself. */
    default void acted(AuditEvent event) {}
}
