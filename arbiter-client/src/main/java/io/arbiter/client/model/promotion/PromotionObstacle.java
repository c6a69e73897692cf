package io.arbiter.client.model.promotion;

import java.time.Duration;
import java.util.Optional;

/**
 * One thing that stands in the way of a promotion.
 *
 * @param reason with which the promotion is refused while it stands there, in UPPER_SNAKE_CASE
 * @param detail what it is, and what would help, for people
 * @param earliest until it can pass by itself; empty if that depends on somebody's act
 */
public record PromotionObstacle(String reason, String detail, Optional<Duration> earliest) {}
