package io.arbiter.client.model.policy;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What holds for the leases of one resource, or of all under a prefix. The longest scope that covers a name decides
 * alone: nothing is inherited from a shorter one.
 *
 * <p>The arbiter checks the values when the policy is put; this record checks nothing but that they are there.
 *
 * @param scope a prefix if it is empty or ends with {@code /}, and covers every name that begins with it; else the name
 *     of the one resource that it covers
 * @param allowedRegions whose sessions may hold a lease or wait for it; empty for every region
 * @param preferredRegions whose waiters are granted a lease first, in this order; each one allowed
 * @param failover what follows an expiry
 * @param lockDelay how long the resource rests after an expiry at least; 0 to 1 h, in whole milliseconds
 * @param minTtl the shortest TTL of a session that may hold or wait; 1 s to 1 h
 * @param maxTtl the longest; not below {@code minTtl}
 * @param promotion the times of promotions
 */
public record Policy(
        String scope,
        Set<String> allowedRegions,
        List<String> preferredRegions,
        Failover failover,
        Duration lockDelay,
        Duration minTtl,
        Duration maxTtl,
        PromotionTimes promotion) {
    /** The shortest TTL that a session can have. */
    public static final Duration MIN_TTL = Duration.ofSeconds(1);

    /** The longest. */
    public static final Duration MAX_TTL = Duration.ofHours(1);

    public Policy {
        allowedRegions = Collections.unmodifiableSet(new TreeSet<>(allowedRegions));
        preferredRegions = List.copyOf(preferredRegions);
    }

    /** A policy that forbids nothing; the methods below narrow it. */
    public static Policy of(String scope) {
        return new Policy(
                scope,
                Set.of(),
                List.of(),
                Failover.AUTOMATIC,
                Duration.ZERO,
                MIN_TTL,
                MAX_TTL,
                PromotionTimes.DEFAULT);
    }

    /** The same, for these regions alone. */
    public Policy allowing(Set<String> regions) {
        return new Policy(scope, regions, preferredRegions, failover, lockDelay, minTtl, maxTtl, promotion);
    }

    /** The same, with this order of preference. */
    public Policy preferring(List<String> regions) {
        return new Policy(scope, allowedRegions, regions, failover, lockDelay, minTtl, maxTtl, promotion);
    }

    /** The same with another failover. */
    public Policy with(Failover other) {
        return new Policy(scope, allowedRegions, preferredRegions, other, lockDelay, minTtl, maxTtl, promotion);
    }

    /** The same with another lock-delay. */
    public Policy withLockDelay(Duration other) {
        return new Policy(scope, allowedRegions, preferredRegions, failover, other, minTtl, maxTtl, promotion);
    }

    /** The same with other bounds of the TTL. */
    public Policy withTtl(Duration shortest, Duration longest) {
        return new Policy(scope, allowedRegions, preferredRegions, failover, lockDelay, shortest, longest, promotion);
    }

    /** The same with other times of promotions. */
    public Policy with(PromotionTimes times) {
        return new Policy(scope, allowedRegions, preferredRegions, failover, lockDelay, minTtl, maxTtl, times);
    }
}
