package io.arbiter.client.model.promotion;

/**
 * What is asked of a promotion.
 *
 * @param requestId random, 1 to 64 bytes: a repeat has the id of the first, and finds its promotion
 * @param resource what is to move
 * @param toRegion whose first waiter is to hold it next
 * @param automated whether a machine decided on it: a pause stops it then, and so does manual failover
 * @param expectedToken the token that the caller expects to be current; 0 for whichever is
 * @param acceptDataLoss whether the target's copy may lack the latest writes; needed for what forces
 * @param override whether the cool-down is passed over
 * @param comment why, 1 to 1,024 bytes
 * @param actor who asks, for people, 1 to 256 bytes
 */
public record PromotionRequest(
        String requestId,
        String resource,
        String toRegion,
        PromotionMode mode,
        boolean automated,
        long expectedToken,
        boolean acceptDataLoss,
        boolean override,
        String comment,
        String actor) {}
