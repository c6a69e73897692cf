package io.arbiter.chaos.bench.process;

/** A node's failure that no fault excuses: it did not start, ended by itself, or did not keep to the protocol. */
public final class NodeFailure extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NodeFailure(String message) {
        super(message);
    }

    NodeFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
