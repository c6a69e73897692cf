package io.arbiter.client.model.promotion;

/** How far a promotion has come. */
public enum PromotionState {
    /** It is recorded; left in the same commit. */
    REQUESTED,
    /** The holder is asked to stop its writer and to hand over. */
    DRAINING,
    /** The holder's lease is condemned, or has ended and rests: the target is next once its gate is provably closed. */
    FENCING,
    /** A session of the target region holds the resource, and has not yet said that its storage is ready. */
    GRANTED,
    /** The new holder said so. */
    COMPLETED,
    /** It came to nothing, or to no confirmation. */
    FAILED,
    /** Somebody withdrew it. */
    CANCELLED,
    /** A newer arbiter sends a state that this library does not know. */
    UNKNOWN;

    /** Whether nothing more happens to the promotion. */
    public boolean isFinal() {
        return this == COMPLETED || this == FAILED || this == CANCELLED;
    }
}
