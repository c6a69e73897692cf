package io.arbiter.chaos.check;

import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.History.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;

/**
 * S1: no two grants share a token, and a later grant has the larger one, over all resources.
 *
 * <p>The holder may ask again, and receives its token again. And a token that a client receives may have been granted
 * before this request: to an earlier request for the same resource, which was lost, repeated or given up. So of tokens
 * on different resources it convicts only if the smaller one cannot have been granted before the larger was
 * acknowledged: neither by an earlier request of that client, nor before a client was seen with a still smaller token
 * on that resource. On one resource it needs no such care, because the grants of one resource exclude each other.
 */
public final class TokenOrder implements Checker {
    private static final String NAME = "token-order";

    @Override
    public Verdict check(History history) {
        List<Call> acquires = history.calls("acquire");
        List<Call> grants = acquires.stream().filter(Call::isOk).toList();
        return shared(grants)
                .or(() -> again(history, grants))
                .or(() -> backwards(grants))
                .or(() -> across(acquires, history.calls("acquire", "holder")))
                .orElseGet(() -> Verdict.valid(
                        NAME,
                        "%d grants, %d tokens, in order"
                                .formatted(
                                        grants.size(),
                                        grants.stream()
                                                .map(TokenOrder::token)
                                                .distinct()
                                                .count())));
    }

    private static long token(Call grant) {
        return grant.result().number("token");
    }

    private static boolean isSameLease(Call one, Call other) {
        return token(one) == token(other)
                && one.client().equals(other.client())
                && one.resource().equals(other.resource());
    }

    private static Optional<Verdict> shared(List<Call> grants) {
        Map<Long, Call> byToken = new HashMap<>();
        for (Call grant : grants) {
            Call before = byToken.putIfAbsent(token(grant), grant);
            if (before != null && !isSameLease(before, grant)) {
                return Optional.of(Verdict.invalid(
                        NAME,
                        "token %d was granted twice: on %s to %s, and on %s to %s"
                                .formatted(
                                        token(grant),
                                        before.resource(),
                                        before.client(),
                                        grant.resource(),
                                        grant.client()),
                        Evidence.of(before, grant)));
            }
        }
        return Optional.empty();
    }

    /** A released token is never granted again, not even to its former holder. */
    private static Optional<Verdict> again(History history, List<Call> grants) {
        Map<String, List<Call>> releases = History.by("token", history.calls("release"));
        for (Call grant : grants) {
            for (Call release : releases.getOrDefault(String.valueOf(token(grant)), List.of())) {
                if (release.isOk() && release.precedes(grant)) {
                    return Optional.of(Verdict.invalid(
                            NAME,
                            "token %d on %s was granted again after its release"
                                    .formatted(token(grant), grant.resource()),
                            Evidence.of(release, grant)));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Verdict> backwards(List<Call> grants) {
        for (List<Call> ofResource : History.by("resource", grants).values()) {
            Optional<Verdict> found = new Highest(ofResource).after(ofResource, Call::invokedAt);
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Verdict> across(List<Call> acquires, List<Call> sightings) {
        var earliest = new EarliestGrant(acquires, sightings);
        List<Call> grants = acquires.stream().filter(Call::isOk).toList();
        return new Highest(grants).after(grants, earliest::of);
    }

    /** The largest token that had been acknowledged at each point of a history. */
    private static final class Highest {
        private final List<Call> records = new ArrayList<>();

        Highest(List<Call> grants) {
            grants.stream().sorted(Comparator.comparingInt(Call::completedAt)).forEach(grant -> {
                if (records.isEmpty() || token(records.get(records.size() - 1)) < token(grant)) {
                    records.add(grant);
                }
            });
        }

        /** Convicts a grant that came after one with a larger token. */
        Optional<Verdict> after(List<Call> grants, ToIntFunction<Call> grantedAfter) {
            for (Call grant : grants) {
                int since = grantedAfter.applyAsInt(grant);
                for (Call record : records) {
                    if (record.completedAt() < since && token(record) > token(grant)) {
                        return Optional.of(Verdict.invalid(
                                NAME,
                                ("token %d was granted to %s on %s after the larger "
                                                + "token %d to %s on %s had been acknowledged")
                                        .formatted(
                                                token(grant),
                                                grant.client(),
                                                grant.resource(),
                                                token(record),
                                                record.client(),
                                                record.resource()),
                                Evidence.of(record, grant)));
                    }
                }
            }
            return Optional.empty();
        }
    }
}
