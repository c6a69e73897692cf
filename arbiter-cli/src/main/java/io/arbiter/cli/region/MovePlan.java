package io.arbiter.cli.region;

import io.arbiter.client.ArbiterAdmin;
import io.arbiter.client.model.Consistency;
import io.arbiter.client.model.Grant;
import io.arbiter.client.model.LeaseSummary;
import io.arbiter.client.model.policy.Policy;
import io.arbiter.client.model.policy.PolicyChange;
import io.arbiter.client.model.policy.PolicyFinding;
import io.arbiter.client.model.policy.PolicyPreview;
import io.arbiter.client.model.policy.StoredPolicy;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Finds what is to move. Nothing is kept between two runs: what has moved is not found again, so the same command goes
 * on where an interrupted one was.
 */
final class MovePlan {
    private final ArbiterAdmin admin;
    private final String prefix;

    MovePlan(ArbiterAdmin admin, String prefix) {
        this.admin = admin;
        this.prefix = prefix;
    }

    /** What a region holds, and what stays in it because its holder died there. @param to empty: whoever waits */
    List<Move> evacuation(String region, String to) {
        Map<String, Move> moves = new TreeMap<>();
        forEachLease(grant -> {
            if (grant.region().equals(region)) {
                moves.put(grant.resource(), new Move(grant.resource(), region, to));
            }
        });
        for (PolicyFinding finding : confined()) {
            if (finding.region().equals(region) && finding.resource().startsWith(prefix)) {
                moves.putIfAbsent(finding.resource(), new Move(finding.resource(), region, to));
            }
        }
        return List.copyOf(moves.values());
    }

    /** What is held elsewhere, and whose policy prefers the region to all others. */
    List<Move> failback(String region) {
        List<StoredPolicy> policies = admin.policies().policies().stream()
                .sorted(Comparator.comparing(
                        (StoredPolicy stored) -> -stored.policy().scope().length()))
                .toList();
        var moves = new ArrayList<Move>();
        forEachLease(grant -> {
            if (!grant.region().equals(region) && isHome(region, grant.resource(), policies)) {
                moves.add(new Move(grant.resource(), grant.region(), region));
            }
        });
        return moves;
    }

    /** @param policies the longest scopes first: the first one that covers a name decides alone */
    private static boolean isHome(String region, String resource, List<StoredPolicy> policies) {
        return policies.stream()
                .map(StoredPolicy::policy)
                .filter(policy -> covers(policy, resource))
                .findFirst()
                .map(Policy::preferredRegions)
                .filter(preferred -> !preferred.isEmpty() && preferred.get(0).equals(region))
                .isPresent();
    }

    private static boolean covers(Policy policy, String resource) {
        String scope = policy.scope();
        return scope.isEmpty() || scope.endsWith("/") ? resource.startsWith(scope) : resource.equals(scope);
    }

    private void forEachLease(Consumer<Grant> each) {
        Iterator<LeaseSummary> leases = admin.listLeases(prefix, Consistency.LINEARIZABLE);
        while (leases.hasNext()) {
            each.accept(leases.next().grant());
        }
    }

    private List<PolicyFinding> confined() {
        var found = new ArrayList<PolicyFinding>();
        var nothing = new PolicyChange(0, List.of(), List.of());
        PolicyPreview page = admin.previewPolicies(nothing, "");
        found.addAll(page.findings());
        while (page.next().isPresent()) {
            page = admin.previewPolicies(nothing, page.next().get());
            found.addAll(page.findings());
        }
        found.removeIf(finding ->
                finding.kind() != PolicyFinding.Kind.CONFINED && finding.kind() != PolicyFinding.Kind.STRANDED);
        return found;
    }
}
