package io.arbiter.chaos.check;

import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.OperationType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Reads of registers show no value that had certainly been replaced. */
final class LostRegisterWrites {
    private final String key;
    private final Map<Object, List<Call>> writesOf = new HashMap<>();

    /** By completion: of the writes acknowledged by then, the one that was started last. */
    private final TreeMap<Integer, Call> newest = new TreeMap<>();

    private LostRegisterWrites(String key, List<Call> calls) {
        this.key = key;
        List<Call> writes = calls.stream()
                .filter(call -> !call.is("read") && call.outcome() != OperationType.FAIL)
                .toList();
        writes.forEach(write -> writesOf.computeIfAbsent(written(write), value -> new ArrayList<>())
                .add(write));
        writes.stream()
                .filter(Call::isOk)
                .sorted(Comparator.comparingInt(Call::completedAt))
                .forEach(write -> {
                    boolean newer =
                            newest.isEmpty() || newest.lastEntry().getValue().invokedAt() < write.invokedAt();
                    newest.put(
                            write.completedAt(),
                            newer ? write : newest.lastEntry().getValue());
                });
    }

    static Optional<Verdict> in(History history) {
        return History.by("key", history.calls("read", "write", "cas")).entrySet().stream()
                .flatMap(ofKey ->
                        new LostRegisterWrites(ofKey.getKey(), ofKey.getValue()).lost(ofKey.getValue()).stream())
                .findFirst();
    }

    private Optional<Verdict> lost(List<Call> calls) {
        return calls.stream()
                .filter(call -> call.is("read") && call.isOk())
                .flatMap(read -> lostAt(read).stream())
                .findFirst();
    }

    private Optional<Verdict> lostAt(Call read) {
        Object value = read.result().value().get("value");
        List<Call> origins = writesOf.getOrDefault(value, List.of()).stream()
                .filter(write -> write.invokedAt() < read.completedAt())
                .toList();
        if (value != null && origins.isEmpty()) {
            return Optional.of(Verdict.invalid(
                    LostWrites.NAME,
                    "key %s: %s, which nobody had written".formatted(key, Evidence.words(read)),
                    Evidence.of(read)));
        }
        return Optional.ofNullable(newest.lowerEntry(read.invokedAt()))
                .map(Map.Entry::getValue)
                .filter(write -> origins.stream().allMatch(origin -> origin.isOk() && origin.precedes(write)))
                .map(write -> Verdict.invalid(
                        LostWrites.NAME,
                        "key %s: %s was acknowledged, but then %s"
                                .formatted(key, Evidence.words(write), Evidence.words(read)),
                        Evidence.of(Stream.concat(origins.stream(), Stream.of(write, read))
                                .toList())));
    }

    private static Object written(Call write) {
        return write.invocation().value().get(write.is("write") ? "value" : "to");
    }
}
