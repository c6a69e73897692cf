package io.arbiter.server.consensus;

import java.util.Optional;

/** This node does not lead, or is not ready to. The entry is definitely not proposed: sending it elsewhere is safe. */
public final class NotLeaderException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Optional<Member> leader;

    public NotLeaderException(String message, Optional<Member> leader) {
        super(message);
        this.leader = leader;
    }

    /** The node that may lead, if this node knows one. */
    public Optional<Member> leader() {
        return leader;
    }
}
