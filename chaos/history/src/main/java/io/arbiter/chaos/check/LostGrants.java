package io.arbiter.chaos.check;

import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.History.Call;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Tokens of a resource, as granted and as seen, never decrease. */
final class LostGrants {
    private LostGrants() {}

    static Optional<Verdict> in(History history) {
        return History.by("resource", history.calls("acquire", "holder")).entrySet().stream()
                .flatMap(ofResource -> lost(
                        ofResource.getKey(),
                        ofResource.getValue().stream()
                                .filter(call -> call.isOk() && call.result().has("token"))
                                .toList())
                        .stream())
                .findFirst();
    }

    private static Optional<Verdict> lost(String resource, List<Call> sightings) {
        List<Call> highest = new ArrayList<>();
        sightings.stream().sorted(Comparator.comparingInt(Call::completedAt)).forEach(sighting -> {
            if (highest.isEmpty() || token(highest.get(highest.size() - 1)) < token(sighting)) {
                highest.add(sighting);
            }
        });
        return sightings.stream()
                .flatMap(late -> highest.stream()
                        .filter(before -> before.precedes(late) && token(before) > token(late))
                        .findFirst()
                        .map(before -> Verdict.invalid(
                                LostWrites.NAME,
                                ("%s: the grant of token %d was acknowledged, but later" + " token %d was seen")
                                        .formatted(resource, token(before), token(late)),
                                Evidence.of(before, late)))
                        .stream())
                .findFirst();
    }

    private static long token(Call sighting) {
        return sighting.result().number("token");
    }
}
