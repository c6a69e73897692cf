package io.arbiter.core.policy;

/**
 * The times of promotions, each at most an hour but the cool-down, which is at most a day.
 *
 * @param coolDownMillis how long after a promotion granted a resource the next one needs an override
 * @param drainMillis how long a holder may take to hand over
 * @param completionMillis how long a new holder may take to say that its storage is ready
 */
public record PromotionTerms(long coolDownMillis, long drainMillis, long completionMillis) {
    /** Where a policy says nothing, or there is none. */
    public static final PromotionTerms DEFAULT = new PromotionTerms(600_000, 60_000, 300_000);

    public static final long MAX_COOL_DOWN_MILLIS = 86_400_000;
}
