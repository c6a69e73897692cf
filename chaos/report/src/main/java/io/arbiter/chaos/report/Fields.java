package io.arbiter.chaos.report;

import io.arbiter.chaos.history.History.Call;
import io.arbiter.chaos.history.Operation;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The fields of operations as text for people. */
final class Fields {
    private Fields() {
    }

    /** The field as text, whatever its type; empty if it is absent or null. */
    static String of(Operation operation, String field) {
        Object value = operation.value().get(field);
        return value == null ? "" : value.toString();
    }

    /** The field of the completion, else of the invocation; empty if neither has it. */
    static String of(Call call, String field) {
        String result = call.completion().map(done -> of(done, field)).orElse("");
        return result.isEmpty() ? of(call.invocation(), field) : result;
    }

    /** All fields of the call, {@code name=value}, those of the completion after those of the invocation. */
    static String of(Call call) {
        Map<String, Object> all = new LinkedHashMap<>(call.invocation().value());
        call.completion().ifPresent(done -> all.putAll(done.value()));
        return text(all);
    }

    static String of(Operation operation) {
        return text(operation.value());
    }

    private static String text(Map<String, Object> fields) {
        String text = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + (field.getValue() == null ? "none" : field.getValue()))
                .collect(Collectors.joining(" "));
        return Format.shortened(text, 160);
    }
}
