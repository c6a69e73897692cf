package io.arbiter.core.promotion;

/**
 * A state that a promotion reached.
 *
 * @param wallMillis the proposer's wall clock, for people
 */
public record PromotionStep(PromotionState state, long revision, long wallMillis) {}
