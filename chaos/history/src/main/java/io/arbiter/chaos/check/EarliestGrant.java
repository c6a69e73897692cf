package io.arbiter.chaos.check;

import io.arbiter.chaos.history.History.Call;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The earliest point of a history at which a token can have been granted: after its client first asked for the
 * resource, and after some client asked, and then received a smaller token on it.
 */
final class EarliestGrant {
    private final Map<List<String>, Integer> firstAsked = new HashMap<>();

    /** By resource: the last invocation that was answered with that token or a smaller one. */
    private final Map<String, TreeMap<Long, Integer>> seenSince = new HashMap<>();

    /**
     * @param acquires all, with any outcome
     * @param sightings calls that, if OK, report a token
     */
    EarliestGrant(List<Call> acquires, List<Call> sightings) {
        acquires.forEach(
                call -> firstAsked.merge(List.of(call.client(), call.resource()), call.invokedAt(), Math::min));
        sightings.stream()
                .filter(call -> call.isOk() && call.result().has("token"))
                .forEach(this::see);
        seenSince.values().forEach(EarliestGrant::accumulate);
    }

    private void see(Call sighting) {
        seenSince
                .computeIfAbsent(sighting.resource(), resource -> new TreeMap<>())
                .merge(sighting.result().number("token"), sighting.invokedAt(), Math::max);
    }

    private static void accumulate(TreeMap<Long, Integer> ofResource) {
        int latest = -1;
        for (Map.Entry<Long, Integer> seen : ofResource.entrySet()) {
            latest = Math.max(latest, seen.getValue());
            seen.setValue(latest);
        }
    }

    /** @param grant an acquire that is OK */
    int of(Call grant) {
        Map.Entry<Long, Integer> smaller = seenSince
                .getOrDefault(grant.resource(), new TreeMap<>())
                .lowerEntry(grant.result().number("token"));
        int asked = firstAsked.get(List.of(grant.client(), grant.resource()));
        return smaller == null ? asked : Math.max(asked, smaller.getValue());
    }
}
