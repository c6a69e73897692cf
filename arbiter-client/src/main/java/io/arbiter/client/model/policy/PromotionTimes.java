package io.arbiter.client.model.policy;

import java.time.Duration;

/**
 * The times of promotions, in whole milliseconds. The arbiter checks the values when the policy is put.
 *
 * @param coolDown how long after a promotion granted a resource the next one needs an override; 0 to 24 h
 * @param drain how long a holder may take to hand over; 1 ms to 1 h
 * @param completion how long a new holder may take to say that its storage is ready; 1 ms to 1 h
 */
public record PromotionTimes(Duration coolDown, Duration drain, Duration completion) {
    /** Where a policy names none, or there is none: 10 min, 1 min, 5 min. */
    public static final PromotionTimes DEFAULT =
            new PromotionTimes(Duration.ofMinutes(10), Duration.ofMinutes(1), Duration.ofMinutes(5));

    /** The longest cool-down. */
    public static final Duration MAX_COOL_DOWN = Duration.ofHours(24);

    /** The longest of the others. */
    public static final Duration MAX = Duration.ofHours(1);
}
