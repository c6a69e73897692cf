package io.arbiter.chaos.report;

import io.arbiter.chaos.history.History;
import io.arbiter.chaos.history.Operation;
import io.arbiter.chaos.history.OperationType;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A history told in any order; times in milliseconds. */
public final class Story {
    private static final long MILLI = 1_000_000;

    private final List<Operation> operations = new ArrayList<>();
    private int processes;

    public int newProcess() {
        return processes++;
    }

    /** An operation with its completion; the fields are name and value in turn. */
    public List<Operation> call(
            int process, double from, double to, OperationType outcome, String f, Object... fields) {
        Operation invoke = add(process, OperationType.INVOKE, from, f, "", fields);
        String error =
                outcome == OperationType.OK ? "" : outcome == OperationType.FAIL ? "refused" : "no answer in time";
        return List.of(invoke, add(process, outcome, to, f, error, fields));
    }

    /** One that is carried out, by a process of its own. */
    public List<Operation> ok(double from, double to, String f, Object... fields) {
        return call(newProcess(), from, to, OperationType.OK, f, fields);
    }

    Story fault(String kind, double from, double to, String detail) {
        add(Operation.NEMESIS, OperationType.INFO, from, kind, "", "phase", "begin", "detail", detail);
        add(Operation.NEMESIS, OperationType.INFO, to, kind, "", "phase", "end", "detail", detail);
        return this;
    }

    Story phase(String name, double at) {
        add(Operation.NEMESIS, OperationType.INFO, at, "phase", "", "name", name);
        return this;
    }

    public Operation add(int process, OperationType type, double millis, String f, String error, Object... fields) {
        Map<String, Object> value = new LinkedHashMap<>();
        for (int i = 0; i < fields.length; i += 2) {
            value.put((String) fields[i], fields[i + 1]);
        }
        var operation = new Operation(process, type, f, value, (long) (millis * MILLI), error);
        operations.add(operation);
        return operation;
    }

    public History history() {
        return new History(operations.stream()
                .sorted(Comparator.comparingLong(Operation::time))
                .toList());
    }
}
