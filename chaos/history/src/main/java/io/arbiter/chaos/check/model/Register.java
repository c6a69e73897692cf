package io.arbiter.chaos.check.model;

import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.OperationType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A register with read, write and cas; initially absent, which reads as null. */
public final class Register implements Model<Register.Content> {
    private static final Set<String> FUNCTIONS = Set.of("read", "write", "cas");

    /** @param value null if absent */
    public record Content(Object value) {}

    /** The registers of a history, by their {@code key}. */
    public static List<Part<?>> parts(List<Call> calls) {
        Map<String, List<Call>> byKey = History.by(
                "key",
                calls.stream()
                        .filter(call -> FUNCTIONS.contains(call.invocation().f()))
                        .toList());
        List<Part<?>> parts = new ArrayList<>();
        byKey.forEach((key, ofKey) -> parts.add(new Part<>("key " + key, new Register(), ofKey)));
        return parts;
    }

    @Override
    public Content initial() {
        return new Content(null);
    }

    @Override
    public Content step(Content state, Call call) {
        return switch (call.invocation().f()) {
            case "read" -> Objects.equals(state.value(), observed(call)) ? state : null;
            case "write" -> new Content(written(call));
            default -> Objects.equals(state.value(), observed(call)) ? new Content(written(call)) : null;
        };
    }

    /** A write of unknown fate whose value nobody saw may as well never have happened. */
    @Override
    public List<Call> relevant(List<Call> calls) {
        List<Call> left = new ArrayList<>(calls);
        left.removeIf(call -> call.outcome() == OperationType.FAIL || isRead(call) && !call.isOk());
        boolean fewer = true;
        while (fewer) {
            Set<Object> seen = observed(left);
            fewer = left.removeIf(call -> !call.isOk() && !seen.contains(written(call)));
        }
        return left;
    }

    @Override
    public boolean isRead(Call call) {
        return call.is("read");
    }

    @Override
    public List<Call> needed(Collection<Call> leaving, Collection<Call> staying) {
        Set<Object> seen = observed(staying);
        return leaving.stream()
                .filter(call -> !isRead(call) && seen.contains(written(call)))
                .toList();
    }

    private Set<Object> observed(Collection<Call> calls) {
        Set<Object> values = new HashSet<>();
        calls.stream()
                .filter(call -> !call.is("write") && (call.isOk() || !isRead(call)))
                .forEach(call -> values.add(observed(call)));
        return values;
    }

    private Object observed(Call call) {
        return isRead(call)
                ? call.result().value().get("value")
                : call.invocation().value().get("from");
    }

    private static Object written(Call call) {
        return call.invocation().value().get(call.is("write") ? "value" : "to");
    }
}
