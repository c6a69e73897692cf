package io.arbiter.core.promotion;

/** How far a promotion has come. Each state but the first and the last three is bounded in time. */
public enum PromotionState {
    /** Recorded; left in the same entry. */
    REQUESTED,
    /** The holder is asked to stop its writer and to hand over. */
    DRAINING,
    /** The holder's lease is condemned, or has ended and rests: once its gate is provably closed the target is next. */
    FENCING,
    /** A session of the target region holds the resource, and has not yet said that its storage is ready. */
    GRANTED,
    /** The new holder said so. */
    COMPLETED,
    /** It came to nothing, or to no confirmation. */
    FAILED,
    /** Somebody withdrew it. */
    CANCELLED;

    /** Whether it is under way: no other promotion of its resource begins. */
    public boolean isOpen() {
        return isBeforeGrant() || this == GRANTED;
    }

    /** Whether it can still be cancelled, and decides who is granted the resource next. */
    public boolean isBeforeGrant() {
        return this == REQUESTED || this == DRAINING || this == FENCING;
    }
}
