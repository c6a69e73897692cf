package io.arbiter.core.policy;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What holds for the leases of one resource, or of all under a prefix. The longest scope that covers a name decides
 * alone: nothing is inherited from a shorter one.
 *
 * @param scope a prefix if it is empty or ends with {@code /}, and covers every name that begins with it; else the name
 *     of the one resource that it covers
 * @param allowedRegions whose sessions may hold a lease or wait for it; empty for every region
 * @param preferredRegions who is granted a lease first of those that wait; the regions that are not here come last, and
 *     who came first is first among equals
 * @param lockDelayMillis how long a resource rests at least after its holder died; a session may ask for more
 * @param minTtlMillis the shortest TTL of a session that may hold or wait, inclusive
 * @param maxTtlMillis the longest
 * @param promotion the times of promotions
 */
public record Policy(
        String scope,
        SortedSet<String> allowedRegions,
        List<String> preferredRegions,
        Failover failover,
        long lockDelayMillis,
        long minTtlMillis,
        long maxTtlMillis,
        PromotionTerms promotion) {
    private static final String REGION = "region";
    private static final String TTL = "ttl_millis";

    public Policy {
        allowedRegions = Collections.unmodifiableSortedSet(new TreeSet<>(allowedRegions));
        preferredRegions = List.copyOf(preferredRegions);
    }

    /** With the times of promotions that hold where a policy names none. */
    public Policy(
            String scope,
            SortedSet<String> allowedRegions,
            List<String> preferredRegions,
            Failover failover,
            long lockDelayMillis,
            long minTtlMillis,
            long maxTtlMillis) {
        this(
                scope,
                allowedRegions,
                preferredRegions,
                failover,
                lockDelayMillis,
                minTtlMillis,
                maxTtlMillis,
                PromotionTerms.DEFAULT);
    }

    public boolean isForPrefix() {
        return Scopes.isPrefix(scope);
    }

    public boolean allows(String region) {
        return allowedRegions.isEmpty() || allowedRegions.contains(region);
    }

    /** The place of a region in the order of preference, from 0; the same one for all that are not in it. */
    public int rank(String region) {
        int place = preferredRegions.indexOf(region);
        return place < 0 ? preferredRegions.size() : place;
    }

    /** What forbids a session of this region and TTL to hold or wait; empty if nothing does. */
    Optional<Violation> violation(long version, String region, long ttlMillis) {
        Optional<Violation> ofRegion = violation(version, region);
        if (ofRegion.isPresent()) {
            return ofRegion;
        }
        return ttlMillis < minTtlMillis || ttlMillis > maxTtlMillis
                ? Optional.of(new Violation(scope, version, TTL, Long.toString(ttlMillis), allowed(TTL)))
                : Optional.empty();
    }

    /** What forbids every session of this region to hold or wait; empty if nothing does. */
    Optional<Violation> violation(long version, String region) {
        return allows(region)
                ? Optional.empty()
                : Optional.of(new Violation(scope, version, REGION, region, allowed(REGION)));
    }

    /** What this field of a session may be, for people. */
    String allowed(String field) {
        return field.equals(REGION) ? String.join(", ", allowedRegions) : minTtlMillis + " to " + maxTtlMillis;
    }
}
