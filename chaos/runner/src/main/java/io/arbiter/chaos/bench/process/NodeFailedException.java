package io.arbiter.chaos.bench.process;

/** A node's failure that no fault excuses: it did not start, ended by itself, or did not keep to the protocol. */
public final class NodeFailedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public NodeFailedException(String message) {
        super(message);
    }

    NodeFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
