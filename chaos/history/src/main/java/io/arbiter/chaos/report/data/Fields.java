package io.arbiter.chaos.report.data;

import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.Operation;
import io.arbiter.testsupport.html.Format;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The fields of operations as text for people. */
public final class Fields {
    /** Longer than any name of a resource. */
    private static final int MOST_CHARACTERS = 600;

    private Fields() {}

    /** The field as text, whatever its type; empty if it is absent or null. */
    public static String of(Operation operation, String field) {
        Object value = operation.value().get(field);
        return value == null ? "" : text(value);
    }

    /** The field of the completion, else of the invocation; empty if neither has it, {@code none} if it is null. */
    public static String of(Call call, String field) {
        Map<String, Object> all = all(call);
        return all.containsKey(field) ? text(all.get(field)) : "";
    }

    /** All fields of the call, {@code name=value}, those of the completion after those of the invocation. */
    public static String of(Call call) {
        return text(all(call));
    }

    private static Map<String, Object> all(Call call) {
        Map<String, Object> all = new LinkedHashMap<>(call.invocation().value());
        call.completion().ifPresent(done -> all.putAll(done.value()));
        return all;
    }

    private static String text(Object value) {
        return value == null ? "none" : Format.shortened(value.toString(), MOST_CHARACTERS);
    }

    public static String of(Operation operation) {
        return text(operation.value());
    }

    private static String text(Map<String, Object> fields) {
        String text = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + text(field.getValue()))
                .collect(Collectors.joining(" "));
        return Format.shortened(text, 160);
    }
}
