package io.arbiter.chaos.check;

import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.History.Call;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads of guarded data do not show the base of an acknowledged write: values are unique, so the base is gone. */
final class LostGuardedWrites {
    private final String resource;
    private final Map<Object, Object> baseOf = new HashMap<>();
    private final List<Call> acknowledged;

    private LostGuardedWrites(String resource, List<Call> calls) {
        this.resource = resource;
        List<Call> writes =
                calls.stream().filter(call -> call.is("guarded_write")).toList();
        writes.forEach(write -> baseOf.put(Accepted.value(write), Accepted.base(write)));
        this.acknowledged = writes.stream()
                .filter(Call::isOk)
                .sorted(Comparator.comparingInt(Call::completedAt))
                .toList();
    }

    static Optional<Verdict> in(History history) {
        return History.by("resource", history.calls("guarded_read", "guarded_write")).entrySet().stream()
                .flatMap(of -> new LostGuardedWrites(of.getKey(), of.getValue()).lost(of.getValue()).stream())
                .findFirst();
    }

    private Optional<Verdict> lost(List<Call> calls) {
        return calls.stream()
                .filter(call -> call.is("guarded_read") && call.isOk())
                .flatMap(read -> lostAt(read).stream())
                .findFirst();
    }

    private Optional<Verdict> lostAt(Call read) {
        return acknowledged.stream()
                .filter(write -> write.precedes(read))
                .reduce((earlier, later) -> later)
                .filter(write -> isBuiltOn(Accepted.value(write), Accepted.base(read)))
                .map(write -> Verdict.invalid(
                        LostWrites.NAME,
                        "%s: %s was acknowledged, but then %s"
                                .formatted(resource, Evidence.words(write), Evidence.words(read)),
                        Evidence.of(write, read)));
    }

    /** Whether the value was written, by any number of steps, on top of the older one. */
    private boolean isBuiltOn(Object value, Object older) {
        Object base = baseOf.get(value);
        for (int steps = 0; base != null && steps < baseOf.size(); steps++) {
            if (base.equals(older)) {
                return true;
            }
            base = baseOf.get(base);
        }
        return false;
    }
}
