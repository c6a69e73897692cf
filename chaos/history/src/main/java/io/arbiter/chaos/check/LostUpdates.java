package io.arbiter.chaos.check;

import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.History.Call;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Accepted guarded writes form a chain, each written on the value of the one before it. Two on the same base are a lost
 * update: the second overwrote the first without having read it.
 *
 * <p>Not convicted: two with one token, of which at least one is of unknown fate. Such a write may still have been in
 * flight when its own client read again; a token does not protect a holder from itself.
 */
public final class LostUpdates implements Checker {
    private static final String NAME = "lost-updates";

    @Override
    public Verdict check(History history) {
        int accepted = 0;
        List<Call> guarded = history.calls("guarded_read", "guarded_write");
        for (Map.Entry<String, List<Call>> ofResource :
                History.by("resource", guarded).entrySet()) {
            List<Accepted> writes = Accepted.of(ofResource.getValue()).stream()
                    .filter(one -> one.call().is("guarded_write"))
                    .toList();
            Optional<Verdict> found = fork(ofResource.getKey(), writes);
            if (found.isPresent()) {
                return found.get();
            }
            accepted += writes.size();
        }
        return Verdict.valid(NAME, "%d accepted writes, no two on one base".formatted(accepted));
    }

    private static Optional<Verdict> fork(String resource, List<Accepted> accepted) {
        Map<Object, List<Accepted>> onBase = new HashMap<>();
        for (Accepted write : accepted) {
            List<Accepted> others = onBase.computeIfAbsent(Accepted.base(write.call()), base -> new ArrayList<>());
            for (Accepted other : others) {
                if (!mayBeOnItsWay(other.call(), write.call())) {
                    return Optional.of(Verdict.invalid(
                            NAME,
                            ("%s: %s and %s were both accepted on %s: one overwrote " + "the other unread")
                                    .formatted(
                                            resource,
                                            named(other.call()),
                                            named(write.call()),
                                            Accepted.base(write.call())),
                            Evidence.of(other.call(), other.shownBy(), write.call(), write.shownBy())));
                }
            }
            others.add(write);
        }
        return Optional.empty();
    }

    private static boolean mayBeOnItsWay(Call one, Call other) {
        return one.presentedToken() == other.presentedToken() && !(one.isOk() && other.isOk());
    }

    private static String named(Call write) {
        return "%s (by %s, token %d)".formatted(Accepted.value(write), write.client(), write.presentedToken());
    }
}
