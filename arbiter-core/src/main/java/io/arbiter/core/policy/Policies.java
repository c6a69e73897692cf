package io.arbiter.core.policy;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * All policies. Immutable.
 *
 * @param version counts their changes, and never goes back: whoever changes them names the version that he has seen
 * @param byScope in the order of the scopes
 */
public record Policies(long version, NavigableMap<String, StoredPolicy> byScope) {
    public static final int MAX = 1_000;

    /** Nothing is forbidden. */
    public static final Policies NONE = new Policies(0, new TreeMap<>());

    public Policies {
        byScope = Collections.unmodifiableNavigableMap(new TreeMap<>(byScope));
    }

    public int size() {
        return byScope.size();
    }

    /** The policy that decides about a resource: the one with the longest scope that covers it. */
    public Optional<StoredPolicy> of(String resource) {
        return Scopes.longest(byScope, resource);
    }

    /** Whether an expired lease of this resource is followed in its own region alone. */
    public boolean isFailoverManual(String resource) {
        return of(resource)
                .filter(stored -> stored.policy().failover() == Failover.MANUAL)
                .isPresent();
    }

    /** Whether a resource that is confined to this region goes to nobody, since the region may not hold it. */
    public boolean strands(String resource, String region) {
        return isFailoverManual(resource)
                && of(resource)
                        .filter(stored -> !stored.policy().allows(region))
                        .isPresent();
    }

    /** What forbids a session of this region and TTL to hold the resource or wait for it; empty if nothing does. */
    public Optional<Violation> violation(String resource, String region, long ttlMillis) {
        return of(resource).flatMap(stored -> stored.violation(region, ttlMillis));
    }

    /** What forbids every session of this region to hold the resource; empty if nothing does. */
    public Optional<Violation> violation(String resource, String region) {
        return of(resource).flatMap(stored -> stored.violation(region));
    }

    /** The times of a promotion of this resource. */
    public PromotionTerms promotionTerms(String resource) {
        return of(resource).map(stored -> stored.policy().promotion()).orElse(PromotionTerms.DEFAULT);
    }

    /** What the policy of this scope allows a field of a session to be, for people; empty if there is none any more. */
    public String allowed(String scope, String field) {
        StoredPolicy stored = byScope.get(scope);
        return stored == null ? "" : stored.policy().allowed(field);
    }

    /** Whether everything is as this change would make it, so that a repeat of it finds its answer. */
    public boolean isAsAsked(PolicyChange change) {
        return change.puts().stream().allMatch(this::isStored)
                && change.deletes().stream().noneMatch(byScope::containsKey);
    }

    private boolean isStored(Policy policy) {
        StoredPolicy stored = byScope.get(policy.scope());
        return stored != null && stored.policy().equals(policy);
    }

    /** The policies after the change; whatever it leaves as it was keeps its version. */
    public Policies with(PolicyChange change) {
        var changed = new TreeMap<>(byScope);
        change.deletes().forEach(changed::remove);
        change.puts().stream()
                .filter(policy -> !isStored(policy))
                .forEach(policy -> changed.put(policy.scope(), new StoredPolicy(policy, version + 1)));
        return new Policies(version + 1, changed);
    }

    /** The same policies at a version that the cluster from whose backup they are never had. */
    public Policies aboveLost(long floor) {
        return new Policies(Math.max(version, floor), byScope);
    }

    /** The scopes whose policy is another one in {@code next}, or is there in one of the two only. */
    public List<String> differences(Policies next) {
        return Stream.concat(byScope.keySet().stream(), next.byScope.keySet().stream())
                .distinct()
                .filter(scope ->
                        !Optional.ofNullable(byScope.get(scope)).equals(Optional.ofNullable(next.byScope.get(scope))))
                .sorted()
                .toList();
    }
}
