package io.arbiter.core.promotion;

/** The reason that a promotion failed. */
public enum PromotionFailure {
    /** No session of the target region waits any more. */
    TARGET_GONE,
    /** The holder did not hand over in time. */
    DRAIN_TIMEOUT,
    /** The holder's lease ended without its word while it was to be drained, so nothing says that all was copied. */
    HOLDER_GONE,
    /** Failover was paused, which stops what a machine began. */
    PAUSED,
    /** Failover became manual, which stops what a machine began. */
    FAILOVER_MANUAL,
    /** The new holder did not say in time that its storage is ready; it holds the resource all the same. */
    NOT_COMPLETED,
    /** The new holder's lease ended before it said so; whoever came next came by the policy. */
    GRANTEE_GONE
}
