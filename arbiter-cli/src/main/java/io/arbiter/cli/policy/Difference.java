package io.arbiter.cli.policy;

import io.arbiter.client.model.policy.Policy;
import io.arbiter.client.model.policy.PolicyList;
import io.arbiter.client.model.policy.StoredPolicy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a policy of the file changes.
 *
 * @param details a line for each field that becomes another one
 */
record Difference(Policy policy, Kind kind, List<String> details) {
    /** What becomes of a policy. */
    enum Kind {
        NEW,
        CHANGED,
        UNCHANGED
    }

    static List<Difference> between(PolicyList now, List<Policy> next) {
        return next.stream()
                .map(policy -> between(
                        now.policies().stream()
                                .map(StoredPolicy::policy)
                                .filter(stored -> stored.scope().equals(policy.scope()))
                                .findFirst(),
                        policy))
                .toList();
    }

    private static Difference between(Optional<Policy> before, Policy after) {
        Map<String, String> is = PolicyText.fields(after);
        if (before.isEmpty()) {
            return new Difference(
                    after,
                    Kind.NEW,
                    is.entrySet().stream()
                            .map(field -> "+ " + field.getKey() + ": " + field.getValue())
                            .toList());
        }
        Map<String, String> was = PolicyText.fields(before.get());
        var details = new ArrayList<String>();
        Set<String> all = new LinkedHashSet<>(was.keySet());
        all.addAll(is.keySet());
        for (String field : PolicyFields.NAMES) {
            if (all.contains(field)
                    && !Optional.ofNullable(was.get(field)).equals(Optional.ofNullable(is.get(field)))) {
                Optional.ofNullable(was.get(field)).ifPresent(value -> details.add("- " + field + ": " + value));
                Optional.ofNullable(is.get(field)).ifPresent(value -> details.add("+ " + field + ": " + value));
            }
        }
        return new Difference(after, details.isEmpty() ? Kind.UNCHANGED : Kind.CHANGED, details);
    }

    boolean changes() {
        return kind != Kind.UNCHANGED;
    }
}
