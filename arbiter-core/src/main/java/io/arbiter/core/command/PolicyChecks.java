package io.arbiter.core.command;

import io.arbiter.core.policy.Policies;
import io.arbiter.core.policy.Policy;
import io.arbiter.core.policy.PolicyChange;
import io.arbiter.core.policy.PromotionTerms;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;

/** The shape checks of policies. */
final class PolicyChecks {
    private static final int MAX_REGIONS = 64;
    private static final int MAX_REGION_BYTES = 64;
    /** Of all scopes and regions, so that a change is an entry of bounded size. */
    private static final int MAX_BYTES = 256 * 1_024;

    private final Set<String> scopes = new TreeSet<>();
    private long bytes;

    private PolicyChecks() {}

    static void check(PolicyChange change) {
        CommandChecks.range("expected_version", change.expectedVersion(), 0, Long.MAX_VALUE);
        CommandChecks.range("policies", change.puts().size(), 0, Policies.MAX);
        CommandChecks.range("deletes", change.deletes().size(), 0, Policies.MAX);
        if (change.puts().isEmpty() && change.deletes().isEmpty()) {
            throw new InvalidCommandException("policies", "empty", "a policy to put, or a scope to delete");
        }
        var checks = new PolicyChecks();
        change.puts().forEach(checks::policy);
        change.deletes().forEach(checks::scope);
        CommandChecks.range("bytes of all scopes and regions", checks.bytes, 0, MAX_BYTES);
    }

    private void policy(Policy policy) {
        scope(policy.scope());
        regions("allowed_regions", policy.allowedRegions());
        regions("preferred_regions", policy.preferredRegions());
        preference(policy);
        CommandChecks.range("lock_delay_millis", policy.lockDelayMillis(), 0, SessionSpec.MAX_TTL_MILLIS);
        CommandChecks.range(
                "min_ttl_millis", policy.minTtlMillis(), SessionSpec.MIN_TTL_MILLIS, SessionSpec.MAX_TTL_MILLIS);
        CommandChecks.range("max_ttl_millis", policy.maxTtlMillis(), policy.minTtlMillis(), SessionSpec.MAX_TTL_MILLIS);
        times(policy.promotion());
    }

    private static void times(PromotionTerms terms) {
        CommandChecks.range("cool_down_millis", terms.coolDownMillis(), 0, PromotionTerms.MAX_COOL_DOWN_MILLIS);
        CommandChecks.range("drain_millis", terms.drainMillis(), 1, SessionSpec.MAX_TTL_MILLIS);
        CommandChecks.range("completion_millis", terms.completionMillis(), 1, SessionSpec.MAX_TTL_MILLIS);
    }

    private void scope(String scope) {
        if (!scope.isEmpty()) {
            CommandChecks.text("scope", scope, Command.MAX_RESOURCE_BYTES);
        }
        if (!scopes.add(scope)) {
            throw new InvalidCommandException("scope", "'" + scope + "' twice", "each scope once");
        }
        bytes += length(scope);
    }

    private void regions(String field, Collection<String> regions) {
        CommandChecks.range(field, regions.size(), 0, MAX_REGIONS);
        for (String region : regions) {
            CommandChecks.text(field, region, MAX_REGION_BYTES);
            bytes += length(region);
        }
    }

    private static void preference(Policy policy) {
        var seen = new TreeSet<String>();
        for (String region : policy.preferredRegions()) {
            if (!seen.add(region)) {
                throw new InvalidCommandException("preferred_regions", "naming " + region + " twice", "each once");
            }
            if (!policy.allows(region)) {
                throw new InvalidCommandException(
                        "preferred_regions", region + ", which is not allowed", "regions of allowed_regions");
            }
        }
    }

    private static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
