package io.arbiter.chaos.check;

import io.arbiter.chaos.history.History;
import java.util.List;
import java.util.Optional;

/**
 * S6, from outside: acknowledged writes are still there when a client asks later, faults or not.
 * <ul>
 * <li>registers: a read shows no value that an acknowledged write had replaced before the read started, nor one that
 *     nobody wrote ({@link LostRegisterWrites});
 * <li>leases: once a token was seen, no smaller one is seen on that resource ({@link LostGrants});
 * <li>guarded data: a read does not show the base of an acknowledged write ({@link LostGuardedWrites}).
 * </ul>
 * Linearizability implies the first two. This checker needs no search: it takes a moment for any history, and names the
 * lost write. It is the judge where a search runs out of steps.
 */
public final class LostWrites implements Checker {
    static final String NAME = "lost-writes";

    @Override
    public Verdict check(History history) {
        List<History.Call> calls = history.calls();
        Optional<Verdict> found =
                LostRegisterWrites.in(history).or(() -> LostGrants.in(history)).or(() -> LostGuardedWrites.in(history));
        return found.orElseGet(() -> Verdict.valid(
                NAME,
                "%d acknowledged calls, none lost where one could look"
                        .formatted(calls.stream().filter(History.Call::isOk).count())));
    }
}
