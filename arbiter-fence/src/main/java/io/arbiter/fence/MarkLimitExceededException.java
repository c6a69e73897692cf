package io.arbiter.fence;

/**
 * The store keeps as many resources as its bound allows, and forgets none, because a forgotten mark would let a stale
 * writer in. Open it with a higher bound.
 */
public final class MarkLimitExceededException extends HighWaterMarkStoreException {
    private static final long serialVersionUID = 1L;

    /** For stores outside this package, too: {@code resource} is one more than {@code limit}, the store's bound. */
    public MarkLimitExceededException(String resource, int limit) {
        super("no room for the mark of resource '" + resource + "': the store is bounded to " + limit
                + " resources; open it with a higher bound");
    }
}
