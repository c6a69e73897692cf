package io.arbiter.server.service;

import io.arbiter.v1.Call;
import io.arbiter.v1.Reply;

/** Is told of the calls of this node's own clients, not of those that a peer forwarded. Must not block. */
@FunctionalInterface
public interface CallListener {
    /** Needs nothing. */
    CallListener NONE = (caller, call, reply) -> {};

    /** @param caller the identity of its certificate; empty if it showed none */
    void answered(String caller, Call call, Reply reply);
}
