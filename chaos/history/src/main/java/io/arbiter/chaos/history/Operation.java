package io.arbiter.chaos.history;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * One line of a history: the invocation or the completion of an operation of a process. Immutable.
 *
 * @param process its process; {@link #NEMESIS} for faults
 * @param f its function; see the package
 * @param value its fields: strings, longs, booleans and nulls, in the order of the file
 * @param time nanoseconds since the run started, on the observer's clock
 * @param error why it failed or is unknown; empty otherwise
 */
public record Operation(int process, OperationType type, String f, Map<String, Object> value, long time, String error) {
    /** The process that injects faults. */
    public static final int NEMESIS = -1;

    public Operation {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(f, "f");
        Objects.requireNonNull(error, "error");
        value = Collections.unmodifiableMap(new LinkedHashMap<>(value));
        for (Map.Entry<String, Object> field : value.entrySet()) {
            Object content = field.getValue();
            if (content != null
                    && !(content instanceof String)
                    && !(content instanceof Long)
                    && !(content instanceof Boolean)) {
                throw new IllegalArgumentException("field " + field.getKey() + " of " + f + " is a "
                        + content.getClass().getSimpleName() + ", expected a String, Long, Boolean or null");
            }
        }
    }

    public boolean isInvocation() {
        return type == OperationType.INVOKE;
    }

    public boolean isByNemesis() {
        return process == NEMESIS;
    }

    /** The field as text, or null if it is absent or null. */
    public String text(String field) {
        return (String) value.get(field);
    }

    /** The field as a number. @throws IllegalArgumentException if it is not one */
    public long number(String field) {
        if (value.get(field) instanceof Long number) {
            return number;
        }
        throw new IllegalArgumentException("expected the number '" + field + "' in " + this);
    }

    public boolean has(String field) {
        return value.get(field) != null;
    }
}
