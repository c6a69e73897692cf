package io.arbiter.fence;

/**
 * A write, or the announcement of a new writer, carried a token below the high-water mark: another session has been
 * granted the resource since. Nothing was accepted. Do not retry with the same token, ever: stop writing, and acquire
 * the lease again if it is still wanted.
 */
public final class StaleTokenException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String resource;
    private final long presented;
    private final long highest;

    /** Says that {@code presented} is below {@code highest}, the mark of {@code resource}. */
    public StaleTokenException(String resource, long presented, long highest) {
        this(resource, presented, highest, null);
    }

    /** As the other, with the storage's exception as the cause, or null: for guards outside this package. */
    public StaleTokenException(String resource, long presented, long highest, Throwable cause) {
        super(
                "token " + presented + " for resource '" + resource + "' is stale: storage has accepted " + highest
                        + "; stop writing and acquire the lease again",
                cause);
        this.resource = resource;
        this.presented = presented;
        this.highest = highest;
    }

    /** The resource whose mark refused the token. */
    public String resource() {
        return resource;
    }

    /** The token that was refused. */
    public long presented() {
        return presented;
    }

    /** The mark at the moment of the refusal; it may be higher by now, never lower. */
    public long highest() {
        return highest;
    }
}
